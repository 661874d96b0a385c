# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# CTest: a profile for each test, and one of them all.
# Part of the package; see AllocSitesConfig.cmake.

# allocsites_add_tests([TESTS TEST...] [PROFILE FILE])
#
# Each of the tests, made by add_test, writes a profile of its own; when they have
# run, in whatever number and order, these are merged into FILE (a path in the
# build folder; tests.allocs), where each test is a label (test=NAME). Without
# TESTS: all of this directory so far.
#
# Tests that are discovered later get the properties in ALLOCSITES_TEST_PROPERTIES,
# which this sets for its caller:
#   gtest_discover_tests(unit PROPERTIES ${ALLOCSITES_TEST_PROPERTIES})
function(allocsites_add_tests)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "PROFILE" "TESTS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "allocsites_add_tests: \"${arg_UNPARSED_ARGUMENTS}\" is "
      "not understood; say allocsites_add_tests(TESTS ${arg_UNPARSED_ARGUMENTS}).")
  endif()
  if(NOT arg_PROFILE)
    set(arg_PROFILE tests.allocs)
  endif()
  cmake_path(ABSOLUTE_PATH arg_PROFILE BASE_DIRECTORY "${CMAKE_BINARY_DIR}"
    NORMALIZE OUTPUT_VARIABLE profile)
  cmake_path(RELATIVE_PATH profile BASE_DIRECTORY "${CMAKE_BINARY_DIR}"
    OUTPUT_VARIABLE fixture)
  set(folder "${profile}.d")
  # What is a pattern to the runtime.
  string(REPLACE "%" "%%" pattern "${folder}")

  if(NOT DEFINED arg_TESTS)
    get_property(arg_TESTS DIRECTORY PROPERTY TESTS)
    list(FILTER arg_TESTS EXCLUDE REGEX "^allocsites:")
  endif()
  foreach(test IN LISTS arg_TESTS)
    if(NOT TEST "${test}")
      message(FATAL_ERROR "allocsites_add_tests: there is no test \"${test}\" "
        "in this directory; call it behind add_test.")
    endif()
    string(REGEX REPLACE "[^A-Za-z0-9_.+-]" "_" name "${test}")
    set_property(TEST "${test}" APPEND PROPERTY
      ENVIRONMENT "ALLOCSITES_FILE=${pattern}/${name}.%t.%p.allocs")
    set_property(TEST "${test}" APPEND PROPERTY
      FIXTURES_REQUIRED "allocsites:${fixture}")
  endforeach()
  set(ALLOCSITES_TEST_PROPERTIES
    ENVIRONMENT "ALLOCSITES_FILE=${pattern}/%e.%t.%p.allocs"
    FIXTURES_REQUIRED "allocsites:${fixture}" PARENT_SCOPE)

  get_property(known GLOBAL PROPERTY _allocsites_profiles)
  if(profile IN_LIST known)
    return()
  endif()
  set_property(GLOBAL APPEND PROPERTY _allocsites_profiles "${profile}")
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/AllocSitesMergeTests.cmake")
  foreach(step IN ITEMS begin merge)
    add_test(NAME "allocsites:${step}:${fixture}"
      COMMAND "${CMAKE_COMMAND}" -DSTEP=${step} "-DFOLDER=${folder}"
        "-DPROFILE=${profile}" "-DTOOL=${ALLOCSITES_EXECUTABLE}"
        -P "${script}")
  endforeach()
  set_property(TEST "allocsites:begin:${fixture}" PROPERTY
    FIXTURES_SETUP "allocsites:${fixture}")
  set_property(TEST "allocsites:merge:${fixture}" PROPERTY
    FIXTURES_CLEANUP "allocsites:${fixture}")
endfunction()
