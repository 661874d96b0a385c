# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Gives the tests and benchmarks of a project that does not know AllocSites the
# adapters of their frameworks.
# Part of the package; see AllocSitesTree.cmake.
#
#   ALLOCSITES_FRAMEWORKS   a list of benchmark, gtest, catch2 and doctest: each
#                           executable that links the framework gets its adapter.
#                           catch2:NAME means those that link NAME, or are it:
#                           for a framework that is a header in the project.

cmake_policy(VERSION 3.21)

# What the libraries of each framework are called: imported targets, the names of
# their own builds, and files.
set(_allocsites_library "(\\.a|\\.so)?$")
set(_allocsites_names_gtest
  "(^|::|^-l|/lib)(gtest|gmock)(_main)?${_allocsites_library}|^GTest::(GTest|Main)$")
set(_allocsites_names_benchmark
  "(^|::|^-l|/lib)benchmark(_main)?${_allocsites_library}")
set(_allocsites_names_catch2
  "(^|::|^-l|/lib)Catch2(Main|WithMain)?${_allocsites_library}")
set(_allocsites_names_doctest "(^|::)doctest(_with_main)?$")

# Sets RESULT to all targets of a directory and those below.
function(_allocsites_targets directory result)
  get_property(targets DIRECTORY "${directory}" PROPERTY BUILDSYSTEM_TARGETS)
  get_property(below DIRECTORY "${directory}" PROPERTY SUBDIRECTORIES)
  foreach(each IN LISTS below)
    _allocsites_targets("${each}" more)
    list(APPEND targets ${more})
  endforeach()
  set(${result} "${targets}" PARENT_SCOPE)
endfunction()

# Sets RESULT to all that is linked into TARGET, as far as names tell.
function(_allocsites_linked target result)
  get_target_property(todo ${target} LINK_LIBRARIES)
  set(seen)
  while(todo)
    list(POP_FRONT todo name)
    string(REGEX REPLACE "^\\$<(LINK_ONLY|BUILD_INTERFACE):(.*)>$" "\\2" name
      "${name}")
    if(name MATCHES "^::@" OR name IN_LIST seen)
      continue()
    endif()
    list(APPEND seen "${name}")
    if(TARGET "${name}")
      get_target_property(more "${name}" INTERFACE_LINK_LIBRARIES)
      if(more)
        list(APPEND todo ${more})
      endif()
    endif()
  endwhile()
  set(${result} "${seen}" PARENT_SCOPE)
endfunction()

# Links the adapters that ALLOCSITES_FRAMEWORKS asks for; called when all targets
# are known.
function(_allocsites_adapt)
  _allocsites_targets("${CMAKE_SOURCE_DIR}" targets)
  foreach(wanted IN LISTS ALLOCSITES_FRAMEWORKS)
    if(NOT wanted MATCHES "^(benchmark|gtest|catch2|doctest)(:(.+))?$")
      message(FATAL_ERROR "ALLOCSITES_FRAMEWORKS: there is no adapter for "
        "\"${wanted}\"; say benchmark, gtest, catch2 or doctest.")
    endif()
    set(framework ${CMAKE_MATCH_1})
    set(name "${CMAKE_MATCH_3}")
    set(found)
    foreach(target IN LISTS targets)
      get_target_property(type ${target} TYPE)
      if(NOT type STREQUAL "EXECUTABLE")
        continue()
      endif()
      _allocsites_linked(${target} linked)
      if(name)
        if(NOT name STREQUAL target AND NOT name IN_LIST linked)
          continue()
        endif()
      else()
        list(FILTER linked INCLUDE REGEX "${_allocsites_names_${framework}}")
        if(NOT linked)
          continue()
        endif()
      endif()
      # Not target_link_libraries: its two signatures must not be mixed.
      set_property(TARGET ${target}
        APPEND PROPERTY LINK_LIBRARIES AllocSites::${framework})
      list(APPEND found ${target})
    endforeach()
    if(NOT found)
      if(name)
        message(FATAL_ERROR "ALLOCSITES_FRAMEWORKS: no executable of this "
          "project is called ${name} or links it.")
      endif()
      message(FATAL_ERROR "ALLOCSITES_FRAMEWORKS: no executable of this project "
        "links a library of ${framework}. If it is a header here, say "
        "${framework}:NAME, with the name of an executable or of a library that "
        "the tests link.")
    endif()
    list(JOIN found " " found)
    message(STATUS "AllocSites: adapter for ${framework}: ${found}")
  endforeach()
endfunction()
