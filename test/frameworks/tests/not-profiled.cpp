// Intent: without a profile the tests run, told apart or not, and one line says so;
// what expectations do then is the program's choice: nothing, or fail.
//
// RUN: %instrument-gtest -I%S/Inputs %s -o %t -lpthread
// RUN: env ALLOCSITES_OPTIONS=enabled=0 %t > %t.out 2> %t.err
// RUN: %FileCheck %s --check-prefix=TESTS < %t.out
// RUN: test $(wc -l < %t.err) = 1 && %FileCheck %s --check-prefix=ONCE < %t.err
// RUN: %instrument-gtest -DALLOCSITES_EXPECTATIONS=2 -I%S/Inputs %s -o %t.loud -lpthread
// RUN: env ALLOCSITES_OPTIONS=enabled=0 %not %t.loud 2> %t.err > %t.out
// RUN: %FileCheck %s --check-prefix=LOUD < %t.out
// TESTS: PASSED{{.*}} 2 tests
// ONCE: allocsites: tests are not told apart: nothing is profiled in this process
// LOUD: not-profiled.cpp:{{[0-9]+}}: Failure
// LOUD: allocations were expected to be counted, and nothing is profiled in this process
// LOUD: PASSED{{.*}} 1 test
#include "known.h"
#include <gtest/gtest.h>

TEST(Plain, Allocates) {
  ALLOCSITES_EXPECT_NONE { take(2, 10); }
}
TEST(Plain, Other) { take(1, 1); }
