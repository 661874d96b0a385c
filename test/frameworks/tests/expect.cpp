// Intent: expectations about allocations hold where they should, and where they do
// not they fail the test and name the lines that allocated, worst first.
//
// RUN: %instrument-gtest -O2 -I%S/Inputs %s -o %t -lpthread
// RUN: rm -f %t.allocs && env ALLOCSITES_FILE=%t.allocs %t --gtest_filter='Keeps.*' | %FileCheck %s --check-prefix=KEEPS
// RUN: rm -f %t.allocs && env ALLOCSITES_FILE=%t.allocs %not %t --gtest_filter='Fails.*' > %t.out
// RUN: %FileCheck %s --check-prefix=FAILS < %t.out
// KEEPS: PASSED{{.*}} 5 tests
#include "known.h"
#include <gtest/gtest.h>

static void *volatile Block;

TEST(Keeps, AtMost) {
  ALLOCSITES_EXPECT_AT_MOST(3) { take(3, 100); }
}
TEST(Keeps, None) {
  take(1, 1);
  ALLOCSITES_EXPECT_NONE {}
  take(1, 1);
}
TEST(Keeps, Bytes) {
  ALLOCSITES_EXPECT_BYTES_AT_MOST(300) { take(3, 100); }
}
TEST(Keeps, Objects) {
  allocsites::ExpectAtMost few(2);
  take(2, 1);
}
TEST(Keeps, OtherThreads) {
  // What the calling thread allocates to start another counts, and that alone.
  ALLOCSITES_EXPECT_AT_MOST(6) { takeElsewhere(1000, 10); }
}

// FAILS-LABEL: RUN{{.*}}Fails.Lines
TEST(Fails, Lines) {
  // FAILS: expect.cpp:[[@LINE+3]]: Failure
  // FAILS-NEXT: Failed
  // FAILS-NEXT: allocated 9 times, 360 bytes; expected at most 3 allocations
  ALLOCSITES_EXPECT_AT_MOST(3) {
    // FAILS-NEXT: 8 allocs 320 B {{.*}}expect.cpp:[[@LINE+2]]
    for (int i = 0; i < 8; ++i)
      Block = malloc(40), free(Block);
    // FAILS-NEXT: 1 allocs 40 B {{.*}}expect.cpp:[[@LINE+1]]
    Block = malloc(40), free(Block);
  }
}
// FAILS-LABEL: RUN{{.*}}Fails.None
TEST(Fails, None) {
  // FAILS: expect.cpp:[[@LINE+3]]: Failure
  // FAILS-NEXT: Failed
  // FAILS-NEXT: allocated 2 times, 20 bytes; expected no allocation
  ALLOCSITES_EXPECT_NONE { take(2, 10); }
}
// FAILS-LABEL: RUN{{.*}}Fails.ManyLines
TEST(Fails, ManyLines) {
  // Ten lines at most: where, what, and the worst.
  // FAILS: expect.cpp:[[@LINE+3]]: Failure
  // FAILS-NEXT: Failed
  // FAILS-NEXT: allocated 23 times, 230 bytes; expected no allocation
  ALLOCSITES_EXPECT_NONE {
    take(1, 10);
    Block = malloc(10), free(Block);
    Block = malloc(10), free(Block);
    Block = malloc(10), free(Block);
    Block = malloc(10), free(Block);
    Block = malloc(10), free(Block);
    Block = malloc(10), free(Block);
    Block = malloc(10), free(Block);
    Block = malloc(10), free(Block);
    Block = malloc(10), free(Block);
    Block = malloc(10), free(Block);
    for (int i = 0; i < 12; ++i)
      Block = malloc(10), free(Block);
  }
  // FAILS-NEXT: 12 allocs 120 B {{.*}}expect.cpp:[[@LINE-2]]
  // FAILS-COUNT-7: {{^ +}}1 allocs 10 B
  // FAILS-NOT: allocs
  // FAILS: FAILED{{.*}}Fails.ManyLines
}
// FAILS-LABEL: RUN{{.*}}Fails.Bytes
TEST(Fails, Bytes) {
  // FAILS: expect.cpp:[[@LINE+3]]: Failure
  // FAILS-NEXT: Failed
  // FAILS-NEXT: allocated 2 times, 20 bytes; expected at most 19 bytes
  allocsites::ExpectBytesAtMost few(19);
  take(2, 10);
}
// FAILS-LABEL: RUN{{.*}}Fails.Fails
TEST(Fails, Fails) {
  // An exception that leaves the block is what counts then.
  try {
    ALLOCSITES_EXPECT_NONE {
      take(2, 10);
      throw 1;
    }
  } catch (int) {
  }
  // FAILS: OK{{.*}}Fails.Fails
}
