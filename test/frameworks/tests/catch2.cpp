// Intent: with one more source on the link line every Catch2 test case is a label of
// the profile; test cases and what is outside them add up, also when each runs in a
// process of its own.
//
// REQUIRES: catch2
// RUN: %instrument-catch2 -I%S/Inputs %s -o %t -lpthread
// RUN: rm -f %t.*allocs && env ALLOCSITES_FILE=%t.allocs %t > %t.out
// RUN: %allocsites tests --json %t.allocs > %t.json
// RUN: %python %S/Inputs/per_test.py 1 %t.json | %FileCheck %s
// RUN: for test in First Three Empty Leaks Other; do env ALLOCSITES_FILE=%t.$test.allocs %t Known.$test > %t.out || exit 1; done
// RUN: %allocsites tests --json %t.First.allocs %t.Three.allocs %t.Empty.allocs %t.Leaks.allocs %t.Other.allocs > %t.json
// RUN: %python %S/Inputs/per_test.py 1 %t.json | %FileCheck %s
// CHECK: 5 tests add up
#define CATCH_CONFIG_MAIN
#include "known.h"
#include <catch2/catch.hpp>

// The framework takes more for the first than for others.
TEST_CASE("Known.First") {}
TEST_CASE("Known.Three") { take(3, 100); }
TEST_CASE("Known.Empty") {}
TEST_CASE("Known.Leaks") { leak(77); }
TEST_CASE("Known.Other") { takeElsewhere(7, 11); }
