# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Targets to link with tests and benchmarks: an adapter for their framework, the
# runtime, and the plugin where the compiler is one that has it.
# Part of the package; see AllocSitesConfig.cmake.

# The adapter is compiled with the project's own flags and against its own
# version of the framework, which need not have a stable binary interface.
function(_allocsites_framework name source)
  if(TARGET AllocSites::${name})
    return()
  endif()
  add_library(AllocSites::${name} INTERFACE IMPORTED)
  _allocsites_is_static("" static)
  _allocsites_link_options(link ${static})
  _allocsites_versions(CXX versions)
  if(versions_fits)
    _allocsites_compile_options(compile)
  else()
    set(compile)
  endif()
  set_target_properties(AllocSites::${name} PROPERTIES
    INTERFACE_SOURCES "${ALLOCSITES_ADAPTERS}/${source}"
    INTERFACE_INCLUDE_DIRECTORIES "${ALLOCSITES_INCLUDE_DIR}"
    INTERFACE_COMPILE_OPTIONS "${compile}"
    INTERFACE_LINK_OPTIONS "${link};${ARGN}"
    INTERFACE_LINK_LIBRARIES "${CMAKE_DL_LIBS}")
endfunction()

get_property(_allocsites_languages GLOBAL PROPERTY ENABLED_LANGUAGES)
if("CXX" IN_LIST _allocsites_languages)
  # Google Benchmark: allocs/op and B/op.
  _allocsites_framework(benchmark benchmark/GoogleBenchmark.cpp
    "@${ALLOCSITES_ADAPTERS}/benchmark/wrap.rsp")
  # Tests: each is a label of the profile.
  _allocsites_framework(gtest tests/GoogleTest.cpp)
  _allocsites_framework(catch2 tests/Catch2.cpp)
  _allocsites_framework(doctest tests/doctest.cpp)
endif()
