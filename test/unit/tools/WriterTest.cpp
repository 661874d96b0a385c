// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: what is written reads as it was in the model.
#include "profile/Writer.h"
#include "Sketch.h"
#include "TemporaryFolder.h"
#include "profile/Reader.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

Counts counts(std::array<int64_t, LensCount> values) { return {values}; }

/// One context, f called by main.
Model modelOf(const Counts &own, const Distribution &distribution) {

  // Models borrow their strings from sketches.
  static std::deque<Sketch> all;
  Sketch &sketch = all.emplace_back();
  Id main = sketch.node(Model::Root, sketch.call({"main a.cpp 3"}));
  Id leaf = sketch.node(main, sketch.allocation({"f a.cpp 12"}));
  sketch.builder.count(leaf, own);
  sketch.builder.distribute(leaf, distribution);
  struct Run run;
  run.exe = "/opt/app";
  run.merged = 3;
  run.tracking = AllTracking;
  run.timeline.moments = {{5, 1, 2, 0, 0}, {9, 8, 80, 6, 60}};
  run.timeline.peakSpace = 40;
  sketch.builder.addRun(run, counts({2, 20, 0, 0, 0, 0, 0}));
  return sketch.builder.take();
}

class WriterTest : public testing::Test {
protected:
  Model reread(const Model &model) {
    std::string path = folder.path() + "/out.allocs";
    Result<void> written = writeProfile(path, model);
    EXPECT_TRUE(written) << written.error().message;
    Result<Model> result = readProfiles({path});
    EXPECT_TRUE(result) << result.error().message;
    EXPECT_TRUE(result->warnings.empty());
    return std::move(*result);
  }
  TemporaryFolder folder;
};

TEST_F(WriterTest, CountsRunAndTimeline) {
  Model model = modelOf(counts({8, 80, 2, 20, 4, 40, 3}), {});
  Model read = reread(model);
  ASSERT_EQ(read.nodes.size(), model.nodes.size());
  EXPECT_EQ(read.own.back(), model.own.back());
  EXPECT_EQ(read.totals, model.totals);
  EXPECT_EQ(read.lost, model.lost);
  EXPECT_EQ(read.runs[0].exe, "/opt/app");
  EXPECT_EQ(read.runs[0].merged, 3u);
  ASSERT_EQ(read.runs[0].timeline.moments.size(), 2u);
  EXPECT_EQ(read.runs[0].timeline.moments[1].freeSpace, 60u);
  EXPECT_EQ(read.runs[0].timeline.peakSpace, 40u);
}

TEST_F(WriterTest, OneSizeOrSeveral) {
  Distribution one, several, some;
  one.minSize = one.maxSize = 10;
  one.sizes[1] = 8;
  several.minSize = 10;
  several.maxSize = 5000;
  several.sizes[1] = 5;
  several.sizes[10] = 3;
  several.reallocs = 4;
  several.copiedSpace = 77;
  several.lifetimes = {3, 1, 0, 2, 0, 0, 0, 0};
  // One size, of those that are known.
  some.minSize = some.maxSize = 10;
  some.sizes[1] = 3;
  using Case = std::pair<Distribution, int64_t>; // and bytes
  for (const auto &[wanted, bytes] :
       {Case(one, 80), Case(several, 5 * 10 + 3 * 5000), Case(some, 80),
        Case(Distribution(), 80)}) {
    Model model = modelOf(counts({8, bytes, 2, 20, 4, 40, 3}), wanted);
    Distribution got =
        reread(model).distributions.of(uint32_t(model.nodes.size() - 1));
    EXPECT_EQ(got.minSize, wanted.minSize);
    EXPECT_EQ(got.maxSize, wanted.maxSize);
    EXPECT_EQ(got.sizes, wanted.sizes);
    EXPECT_EQ(got.reallocs, wanted.reallocs);
    EXPECT_EQ(got.copiedSpace, wanted.copiedSpace);
    EXPECT_EQ(got.lifetimes[3], wanted.lifetimes[3]);
  }
}

TEST_F(WriterTest, MoreThanAReaderBelievesIsRefused) {
  Model model = modelOf(counts({(int64_t(1) << 54) + 1, 0, 0, 0, 0, 0, 0}), {});
  Result<void> written = writeProfile(folder.path() + "/x.allocs", model);
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().message.find("2^54"), std::string::npos);
}

} // namespace
