// Intent: with one more source on the link line every doctest test case is a label of
// the profile; test cases and what is outside them add up, also when they are sharded
// by their numbers.
//
// REQUIRES: doctest
// RUN: %instrument-doctest -I%S/Inputs %s -o %t -lpthread
// RUN: rm -f %t.*allocs && env ALLOCSITES_FILE=%t.allocs %t > %t.out
// RUN: %allocsites tests --json %t.allocs > %t.json
// RUN: %python %S/Inputs/per_test.py 1 %t.json | %FileCheck %s
// RUN: env ALLOCSITES_FILE=%t.1.allocs %t --first=1 --last=2 > %t.out
// RUN: env ALLOCSITES_FILE=%t.2.allocs %t --first=3 --last=4 > %t.out
// RUN: %allocsites tests --json %t.1.allocs %t.2.allocs > %t.json
// RUN: %python %S/Inputs/per_test.py 1 %t.json | %FileCheck %s
// CHECK: 4 tests add up
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "known.h"
#include <doctest/doctest.h>

TEST_CASE("Known.Three") { take(3, 100); }
TEST_CASE("Known.Empty") {}
TEST_CASE("Known.Leaks") { leak(77); }
TEST_CASE("Known.Other") { takeElsewhere(7, 11); }
