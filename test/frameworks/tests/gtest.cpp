// Intent: with one more source on the link line every GoogleTest test is a label of
// the profile, on its own main: tests and what is outside them add up, also when
// they are repeated and when they are sharded.
//
// RUN: %instrument-gtest -I%S/Inputs %s -o %t -lpthread
// RUN: rm -f %t.*allocs
// RUN: env ALLOCSITES_FILE=%t.allocs %t > %t.out
// RUN: %allocsites tests --json %t.allocs > %t.json
// RUN: %python %S/Inputs/per_test.py 1 %t.json | %FileCheck %s
// RUN: env ALLOCSITES_FILE=%t.repeated.allocs %t --gtest_repeat=5 --gtest_shuffle > %t.out
// RUN: %allocsites tests --json %t.repeated.allocs > %t.json
// RUN: %python %S/Inputs/per_test.py 5 %t.json | %FileCheck %s
// RUN: for shard in 0 1 2; do env GTEST_TOTAL_SHARDS=3 GTEST_SHARD_INDEX=$shard ALLOCSITES_FILE=%t.shard$shard.allocs %t > %t.out || exit 1; done
// RUN: %allocsites tests --json %t.shard0.allocs %t.shard1.allocs %t.shard2.allocs > %t.json
// RUN: %python %S/Inputs/per_test.py 1 %t.json | %FileCheck %s
// CHECK: 4 tests add up
#include "known.h"
#include <gtest/gtest.h>

TEST(Known, Three) { take(3, 100); }
TEST(Known, Empty) {}
TEST(Known, Leaks) { leak(77); }
TEST(Known, Other) { takeElsewhere(7, 11); }
