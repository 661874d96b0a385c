# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Instruments a project that does not know AllocSites, without an edit:
#
#   cmake -DCMAKE_PROJECT_INCLUDE=<this file> …
#
# CMake reads this behind each project(); the first one is enough.
# -DALLOCSITES_FRAMEWORKS=gtest also makes its tests labels of the profile: see
# AllocSitesAdapt.cmake.
if(PROJECT_IS_TOP_LEVEL)
  set(ALLOCSITES ON CACHE BOOL
    "Instrument everything below here with AllocSites")
  find_package(AllocSites REQUIRED CONFIG
    PATHS "${CMAKE_CURRENT_LIST_DIR}" NO_DEFAULT_PATH)
  if(ALLOCSITES_FRAMEWORKS)
    include("${CMAKE_CURRENT_LIST_DIR}/AllocSitesAdapt.cmake")
    cmake_language(DEFER CALL _allocsites_adapt)
  endif()
endif()
