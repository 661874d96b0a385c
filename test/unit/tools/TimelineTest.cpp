// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Timeline.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

Timeline timelineOf(std::vector<Moment> moments) {
  return {std::move(moments), 0, 0};
}

TEST(LateGrowth, IsThatOfTheSecondHalfOfAllBytes) {
  EXPECT_FALSE(lateGrowth(Timeline()));
  // All freed at once.
  EXPECT_EQ(
      lateGrowth(timelineOf(
          {{1, 1, 100, 1, 100}, {2, 2, 200, 2, 200}, {3, 4, 400, 4, 400}})),
      0u);
  // Filled at the start.
  EXPECT_EQ(lateGrowth(timelineOf(
                {{1, 1, 100, 0, 0}, {2, 2, 200, 1, 100}, {3, 4, 400, 3, 300}})),
            0u);
  // Nothing freed.
  EXPECT_EQ(lateGrowth(timelineOf(
                {{1, 1, 100, 0, 0}, {2, 2, 200, 0, 0}, {3, 4, 400, 0, 0}})),
            200u);
  // The most counts, not the end.
  EXPECT_EQ(lateGrowth(timelineOf(
                {{1, 1, 100, 0, 0}, {2, 3, 300, 0, 0}, {3, 4, 400, 4, 400}})),
            200u);
}

TEST(LateGrowth, IsTooLargeRatherThanTooSmall) {
  EXPECT_EQ(lateGrowth(timelineOf({{1, 4, 400, 0, 0}})), 400u);
  EXPECT_EQ(lateGrowth(timelineOf({{1, 1, 100, 0, 0}, {2, 4, 400, 0, 0}})),
            300u);
  // More frees than allocations, as far as is known.
  EXPECT_EQ(lateGrowth(timelineOf({{1, 1, 100, 2, 200}, {2, 4, 400, 4, 390}})),
            10u);
}

} // namespace
