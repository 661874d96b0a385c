// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Shadow.h"

#include <gtest/gtest.h>

using namespace allocsites;

static void *at(uintptr_t Address) { return reinterpret_cast<void *>(Address); }

namespace {

class ShadowTest : public testing::Test {
protected:
  void SetUp() override { ASSERT_TRUE(S.init()); }
  Shadow::Word *word(void *Block) {
    Shadow::Word *W = S.find(Block);
    return W ? W : S.make(Block);
  }
  void store(void *Block, LeafEntry &Leaf, uint64_t Size, bool KeepBirth,
             uint64_t Birth = 0) {
    Shadow::store(word(Block), &Leaf, Size, KeepBirth, ClockStart + Birth);
  }
  Shadow S;
  LeafEntry One = {}, Two = {};
};

TEST_F(ShadowTest, KeepsLeafAndSizeOfNeighbours) {
  void *A = at(0x7f0000001000), *B = at(0x7f0000001010);
  EXPECT_EQ(S.find(A), nullptr) << "no leaf yet";
  store(A, One, 16, false);
  store(B, Two, 0, false);
  LiveBlock Was = Shadow::take(S.find(A));
  EXPECT_EQ(Was.Leaf, &One);
  EXPECT_EQ(Was.Size, 16u);
  EXPECT_LT(Was.Birth, ClockStart) << "unknown";
  EXPECT_FALSE(Shadow::starts(*S.find(A)));
  ASSERT_TRUE(Shadow::starts(*S.find(B)));
  EXPECT_EQ(Shadow::take(S.find(B)).Leaf, &Two);
}
TEST_F(ShadowTest, KeepsBlocksApartThatShareSixteenBytes) {
  void *A = at(0x7f0000001000), *B = at(0x7f0000001008);
  EXPECT_FALSE(Shadow::startsWithin(A));
  EXPECT_TRUE(Shadow::startsWithin(B));
  store(A, One, 8, false);
  EXPECT_EQ(S.find(B), nullptr) << "no leaf yet";
  store(B, Two, 24, true, 7);
  void *Next = at(0x7f0000001020), *NextWithin = at(0x7f0000001028);
  store(Next, One, 8, false);
  store(NextWithin, One, 8, false);
  EXPECT_EQ(S.find(A), S.findAligned(A));
  EXPECT_EQ(Shadow::take(S.find(A)).Leaf, &One);
  LiveBlock Was = Shadow::take(S.find(B));
  EXPECT_EQ(Was.Leaf, &Two);
  EXPECT_EQ(Was.Size, 24u);
  EXPECT_EQ(Was.Birth, ClockStart + 7);
  EXPECT_TRUE(Shadow::starts(*S.find(Next)));
  EXPECT_TRUE(Shadow::starts(*S.find(NextWithin)));
  S.clear();
  EXPECT_EQ(*S.find(NextWithin), 0u);
}
TEST_F(ShadowTest, TakesNothingWhereNothingIs) {
  void *A = at(0x7f0000001000);
  EXPECT_EQ(Shadow::take(word(A)).Leaf, nullptr);
}
TEST_F(ShadowTest, KeepsTheBirthInTheNextWordAndTakesItAway) {
  void *A = at(0x7f0000001000), *Inside = at(0x7f0000001010);
  store(A, One, 24, true, 77);
  EXPECT_FALSE(Shadow::starts(*S.find(Inside))) << "no block of its own";
  EXPECT_EQ(Shadow::take(S.find(A)).Birth, ClockStart + 77);
  EXPECT_EQ(*S.find(Inside), 0u);
}
TEST_F(ShadowTest, KeepsLargeSizesAtTheEndOfALeaf) {
  void *Block = at(0x7f0000fffff0);
  for (uint64_t Size : {uint64_t(0x7ffe), uint64_t(0x7fff), uint64_t(5) << 32})
    for (bool KeepBirth : {false, true}) {
      store(Block, One, Size, KeepBirth, 5);
      LiveBlock Was = Shadow::take(S.find(Block));
      EXPECT_EQ(Was.Leaf, &One);
      EXPECT_EQ(Was.Size, Size);
      EXPECT_EQ(Was.Birth == ClockStart + 5, KeepBirth) << Size;
      EXPECT_EQ(*S.find(Block), 0u);
    }
  EXPECT_EQ(S.find(at(0x7f0001000000)), nullptr) << "no leaf was needed";
}
TEST_F(ShadowTest, HoldsAddressesOfFiveLevelPageTables) {
  void *Block = at((uintptr_t(1) << 56) - 16);
  EXPECT_EQ(S.find(Block), nullptr);
  store(Block, One, 10, true, 3);
  EXPECT_EQ(Shadow::take(S.find(Block)).Size, 10u);
}
TEST_F(ShadowTest, ClearForgetsAllBlocks) {
  for (uintptr_t I = 0; I < 5; ++I)
    store(at(I << 30), One, 8, false);
  S.clear();
  for (uintptr_t I = 0; I < 5; ++I)
    EXPECT_EQ(*S.find(at(I << 30)), 0u);
  store(at(1 << 30), One, 8, false);
  S.clear();
  EXPECT_EQ(*S.find(at(1 << 30)), 0u) << "a second time";
}

} // namespace
