// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Statistics.h"

#include <gtest/gtest.h>

namespace allocsites {
namespace {

TEST(Statistics, MedianAndSpread) {
  Summary odd = summarise({7, 1, 4});
  EXPECT_EQ(odd.median, 4);
  EXPECT_EQ(odd.spread(), 3);
  EXPECT_EQ(summarise({1, 2, 4, 10}).median, 3);
  EXPECT_EQ(summarise({5}).spread(), 0);
}

// The expected values are those of scipy.stats.mannwhitneyu, method exact.
TEST(Statistics, ExactWithoutTies) {
  EXPECT_NEAR(mannWhitney({1, 2, 3}, {4, 5, 6}), 0.1, 1e-9);
  EXPECT_NEAR(mannWhitney({1, 2, 3, 4}, {5, 6, 7, 8}), 2.0 / 70, 1e-9);
  EXPECT_NEAR(mannWhitney({1, 3, 5, 7}, {2, 4, 6, 8}), 48.0 / 70, 1e-9);
}

// Counted by hand: of the six ways to choose two of {1, 1, 1, 2} three have the
// 2 and three do not, and both lie equally far from the middle.
TEST(Statistics, ExactWithTies) {
  EXPECT_NEAR(mannWhitney({1, 1}, {1, 2}), 1, 1e-9);
  EXPECT_NEAR(mannWhitney({1, 1, 1, 1}, {2, 2, 2, 2}), 2.0 / 70, 1e-9);
}

TEST(Statistics, ManyValues) {
  std::vector<int64_t> low, high;
  for (int64_t i = 0; i < 15; ++i) {
    low.push_back(i);
    high.push_back(i + 100);
  }
  // z = (112.5 - 0.5) / sqrt(15 * 15 * 31 / 12)
  EXPECT_NEAR(mannWhitney(low, high), 3.39e-6, 2e-8);
  EXPECT_NEAR(mannWhitney(low, low), 1, 1e-9);
}

TEST(Statistics, WhatDiffers) {
  EXPECT_FALSE(compare({5, 5}, {5, 5}).differs);
  EXPECT_TRUE(compare({5}, {6}).differs);
  EXPECT_TRUE(compare({5, 6, 7}, {8, 9, 9}).differs);
  EXPECT_FALSE(compare({5, 6, 8}, {8, 9, 9}).differs);
  EXPECT_TRUE(compare({1, 2, 3, 4}, {5, 6, 7, 8}).differs);
  // The ranges do not meet in the middle, yet four values are needed to tell.
  EXPECT_FALSE(compare({1, 2, 3, 6}, {5, 7, 8, 4}).differs);
}

} // namespace
} // namespace allocsites
