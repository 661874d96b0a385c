// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: -focus, -ignore, -hide, -show and -show_from mean what they mean in
// pprof.
#include "Sketch.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

using Pair = std::pair<uint64_t, uint64_t>;

/// main calls left (1 object) and right; right calls leaf (2) and a library
/// function that calls leaf (4); main allocates itself (8).
class Filter : public testing::Test {
protected:
  Filter() {
    Sketch sketch;
    Id main =
        sketch.node(Model::Root, sketch.call({"main /src/main.cpp 1"}), 8);
    sketch.node(main, sketch.allocation({"left /src/left.cpp 1"}), 1);
    Id right = sketch.node(main, sketch.call({"right /src/right.cpp 1"}));
    sketch.node(right, sketch.allocation({"leaf /src/leaf.cpp 1"}), 2);
    Id library = sketch.node(
        right, sketch.call({"for_each /usr/include/c++/12/algo 1"}));
    sketch.node(library, sketch.allocation({"leaf /src/leaf.cpp 1"}), 4);
    scene = std::make_unique<Scene>(sketch);
  }

  uint64_t total(const View &view) {
    uint64_t sum = 0;
    for (const Row &row : computeRows(view, Granularity::Functions))
      sum += row.flat[Lens::AllocObjects];
    return sum;
  }

  std::unique_ptr<Scene> scene;
  ViewOptions options;
};

TEST_F(Filter, FocusKeepsContextsThatHaveAMatch) {
  options.filters.focus = regex("right");
  View view = scene->view(options);
  EXPECT_EQ(total(view), 6u);
  EXPECT_EQ(scene->objects(view, "main"), Pair(0, 6));
}

TEST_F(Filter, FocusSeesFileNames) {
  options.filters.focus = regex("left\\.cpp");
  EXPECT_EQ(total(scene->view(options)), 1u);
}

TEST_F(Filter, FocusSeesFoldedLibraryFrames) {
  options.filters.focus = regex("for_each");
  EXPECT_EQ(total(scene->view(options)), 4u);
}

TEST_F(Filter, FocusSeesTheAllocationFunction) {
  options.filters.focus = regex("operator new");
  EXPECT_EQ(total(scene->view(options)), 7u);
}

TEST_F(Filter, IgnoreDropsContextsThatHaveAMatch) {
  options.filters.ignore = regex("right|left");
  EXPECT_EQ(total(scene->view(options)), 8u);
}

TEST_F(Filter, IgnoreWinsOverFocus) {
  options.filters.focus = regex("leaf");
  options.filters.ignore = regex("for_each");
  EXPECT_EQ(total(scene->view(options)), 2u);
}

TEST_F(Filter, HideMovesTheCountsToTheNextCaller) {
  options.filters.hide = regex("leaf");
  View view = scene->view(options);
  EXPECT_EQ(scene->objects(view, "right"), Pair(6, 6));
  EXPECT_EQ(scene->objects(view, "leaf"), Pair(0, 0));
}

TEST_F(Filter, HideDropsContextsOfWhichNothingIsLeft) {
  options.filters.hide = regex("main|right|leaf|for_each");
  EXPECT_EQ(total(scene->view(options)), 1u); // only left is left
}

TEST_F(Filter, ShowTakesAllOtherFramesOut) {
  options.filters.show = regex("right|left");
  View view = scene->view(options);
  EXPECT_EQ(scene->objects(view, "right"), Pair(6, 6));
  EXPECT_EQ(scene->objects(view, "left"), Pair(1, 1));
  EXPECT_EQ(total(view), 7u);
}

TEST_F(Filter, ShowFromCutsCallersOff) {
  options.filters.showFrom = regex("right");
  View view = scene->view(options);
  EXPECT_EQ(scene->objects(view, "main"), Pair(0, 0));
  EXPECT_EQ(scene->objects(view, "right"), Pair(0, 6));
  EXPECT_EQ(scene->objects(view, "leaf"), Pair(6, 6));
  EXPECT_EQ(total(view), 6u);
}

TEST(ShowFrom, CutsWithinAnInlineChainAtTheOutermostMatch) {
  Sketch sketch;
  sketch.node(Model::Root,
              sketch.allocation({"leaf /src/a.cpp 1", "from /src/a.cpp 2",
                                 "mid /src/a.cpp 3", "from /src/a.cpp 4",
                                 "main /src/a.cpp 5"}),
              3);
  Scene scene(sketch);
  ViewOptions options;
  options.filters.showFrom = regex("from");
  View view = scene.view(options);
  EXPECT_EQ(scene.objects(view, "main"), Pair(0, 0));
  EXPECT_EQ(scene.objects(view, "from:4", Granularity::Lines), Pair(0, 3));
  EXPECT_EQ(scene.objects(view, "mid"), Pair(0, 3));
  EXPECT_EQ(scene.objects(view, "leaf"), Pair(3, 3));
}

TEST(ShowFrom, OfALibraryFrameDropsTheUsersLineAboveIt) {
  Sketch sketch;
  sketch.node(Model::Root,
              sketch.allocation({"grow /usr/include/v 1",
                                 "push /usr/include/v 2", "main /src/a.cpp 5"}),
              3);
  Scene scene(sketch);
  ViewOptions options;
  options.filters.showFrom = regex("push");
  EXPECT_EQ(scene.objects(scene.view(options), "push"), Pair(3, 3));
}

} // namespace
