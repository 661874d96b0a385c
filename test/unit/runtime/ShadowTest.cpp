// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Shadow.h"

#include <gtest/gtest.h>

using namespace allocsites;

static void *at(uintptr_t Address) { return reinterpret_cast<void *>(Address); }

TEST(Shadow, KeepsNodeAndSizeOfNeighbours) {
  Shadow S;
  ASSERT_TRUE(S.init());
  void *A = at(0x7f0000001000), *B = at(0x7f0000001010);
  EXPECT_EQ(S.find(A), nullptr) << "no leaf yet";
  S.store(A, S.findOrMake(A), 7, 16);
  S.store(B, S.findOrMake(B), 9, 0);
  EXPECT_EQ(uint32_t(*S.find(A)), 7u);
  EXPECT_EQ(S.sizeOf(A, *S.find(A)), 16u);
  EXPECT_EQ(S.sizeOf(B, *S.find(B)), 0u);
  S.erase(A, S.find(A));
  EXPECT_EQ(*S.find(A), 0u);
  EXPECT_EQ(uint32_t(*S.find(B)), 9u);
}
TEST(Shadow, KeepsSizesBeyondFourGigabytes) {
  Shadow S;
  ASSERT_TRUE(S.init());
  // The last granule of a leaf: the size goes into the next leaf.
  void *Block = at(0x7f0000fffff0);
  for (uint64_t Size :
       {uint64_t(0xfffffffe), uint64_t(0xffffffff), uint64_t(5) << 32}) {
    S.store(Block, S.findOrMake(Block), 3, Size);
    EXPECT_EQ(S.sizeOf(Block, *S.find(Block)), Size);
    S.erase(Block, S.find(Block));
  }
  EXPECT_EQ(*S.find(at(0x7f0001000000)), 0u) << "the size word is erased";
}
TEST(Shadow, PassesOverAddressesItCannotHold) {
  Shadow S;
  ASSERT_TRUE(S.init());
  EXPECT_EQ(S.findOrMake(at(uintptr_t(1) << 50)), nullptr);
}
TEST(Shadow, ClearForgetsAllBlocks) {
  Shadow S;
  ASSERT_TRUE(S.init());
  for (uintptr_t I = 0; I < 5; ++I)
    S.store(at(I << 30), S.findOrMake(at(I << 30)), 1, 8);
  S.clear();
  for (uintptr_t I = 0; I < 5; ++I)
    EXPECT_EQ(*S.find(at(I << 30)), 0u);
}
