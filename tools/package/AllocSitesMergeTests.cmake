# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What CTest runs before and after the tests of allocsites_add_tests:
#   cmake -DSTEP=begin|merge -DFOLDER= -DPROFILE= -DTOOL= -P <this file>
file(GLOB profiles "${FOLDER}/*.allocs")
if(STEP STREQUAL "begin")
  # Of the last time.
  if(profiles)
    file(REMOVE ${profiles})
  endif()
  file(REMOVE "${PROFILE}")
  file(MAKE_DIRECTORY "${FOLDER}")
  return()
endif()
if(NOT profiles)
  message(FATAL_ERROR "no test has written a profile in ${FOLDER}; link the tests "
    "with AllocSites::gtest or its like, or name their targets in "
    "allocsites_instrument()")
endif()
execute_process(
  COMMAND "${TOOL}" merge --label=test -o "${PROFILE}" ${profiles}
  RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "the profiles in ${FOLDER} could not be merged")
endif()
list(LENGTH profiles count)
message("${count} profiles merged: ${PROFILE}")
