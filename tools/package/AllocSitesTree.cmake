# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Instruments a project that does not know AllocSites, without an edit:
#
#   cmake -DCMAKE_PROJECT_INCLUDE=<this file> …
#
# CMake reads this behind each project(); the first one is enough.
if(PROJECT_IS_TOP_LEVEL)
  set(ALLOCSITES ON CACHE BOOL
    "Instrument everything below here with AllocSites")
  find_package(AllocSites REQUIRED CONFIG
    PATHS "${CMAKE_CURRENT_LIST_DIR}" NO_DEFAULT_PATH)
endif()
