// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/RunSum.h"

#include <gtest/gtest.h>

namespace allocsites {
namespace {

Timeline timelineOf(std::vector<Moment> moments) {
  Timeline timeline;
  timeline.moments = std::move(moments);
  return timeline;
}

std::vector<uint64_t> times(const Timeline &timeline) {
  std::vector<uint64_t> result;
  for (const Moment &moment : timeline.moments)
    result.push_back(moment.timeNs);
  return result;
}

TEST(RunSum, AddsWhatEachHadByThen) {
  Timeline sum =
      sumOf(timelineOf({{10, 1, 100, 0, 0}, {30, 3, 300, 1, 100}}),
            timelineOf({{20, 10, 50, 4, 20}, {30, 20, 70, 5, 30}}), 256);
  ASSERT_EQ(times(sum), (std::vector<uint64_t>{10, 20, 30}));
  EXPECT_EQ(sum.moments[0].allocSpace, 100u);
  EXPECT_EQ(sum.moments[1].allocObjects, 11u);
  EXPECT_EQ(sum.moments[1].freeObjects, 4u);
  EXPECT_EQ(sum.moments[2].allocObjects, 23u);
  EXPECT_EQ(sum.moments[2].allocSpace, 370u);
  EXPECT_EQ(sum.moments[2].freeSpace, 130u);
}

TEST(RunSum, KeepsTheLastOfARunThatEnded) {
  Timeline sum = sumOf(timelineOf({{10, 1, 1, 0, 0}}),
                       timelineOf({{10, 1, 1, 0, 0}, {50, 5, 5, 0, 0}}), 256);
  ASSERT_EQ(sum.moments.size(), 2u);
  EXPECT_EQ(sum.moments[1].allocObjects, 6u);
}

TEST(RunSum, ThinsToTheMostWithBothEnds) {
  std::vector<Moment> many;
  for (uint64_t i = 0; i < 1000; ++i)
    many.push_back({i, i, i, 0, 0});
  Timeline sum = sumOf(timelineOf(many), timelineOf({}), 10);
  ASSERT_EQ(sum.moments.size(), 10u);
  EXPECT_EQ(sum.moments.front().timeNs, 0u);
  EXPECT_EQ(sum.moments.back().timeNs, 999u);
}

TEST(RunSum, LeavesOutFactsThatDiffer) {
  allocsites::Run a, b;
  a.exe = b.exe = "/opt/app";
  a.command = "app 1";
  b.command = "app 2";
  a.pid = 3;
  a.startTimeNs = 9;
  b.startTimeNs = 5;
  a.forkedChild = true;
  a.tracking = LiveTracking | PeakTracking;
  b.tracking = PeakTracking;
  b.merged = 4;
  RunSum runs;
  runs.add(a);
  runs.add(b);
  allocsites::Run sum = runs.take();
  EXPECT_EQ(sum.exe, "/opt/app");
  EXPECT_EQ(sum.command, "");
  EXPECT_EQ(sum.pid, 0u);
  EXPECT_EQ(sum.startTimeNs, 5u);
  EXPECT_FALSE(sum.forkedChild);
  EXPECT_EQ(sum.tracking, PeakTracking);
  EXPECT_EQ(sum.merged, 5u);
}

TEST(RunSum, OneRunKeepsItsFacts) {
  allocsites::Run run;
  run.command = "app";
  run.pid = 3;
  run.timeline.peakTimeNs = 7;
  RunSum runs;
  runs.add(run);
  allocsites::Run sum = runs.take();
  EXPECT_EQ(sum.command, "app");
  EXPECT_EQ(sum.pid, 3u);
  EXPECT_EQ(sum.timeline.peakTimeNs, 7u);
}

} // namespace
} // namespace allocsites
