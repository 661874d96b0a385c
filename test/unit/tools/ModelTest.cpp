// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: what is equal becomes one entry, whatever tree or file it came from.
#include "Sketch.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

TEST(Model, MergesEqualPathsAndAddsTheirCounts) {
  Sketch sketch;
  for (int thread = 0; thread < 3; ++thread) {
    Id main = sketch.node(Model::Root, sketch.call({"main /src/a.cpp 1"}));
    sketch.node(main, sketch.allocation({"f /src/a.cpp 2"}), 5, 40);
  }
  Scene scene(sketch);
  EXPECT_EQ(scene.model.nodes.size(), 4u); // none, root, main, f
  EXPECT_EQ(scene.model.totals[Lens::AllocObjects], 15u);
  EXPECT_EQ(scene.model.totals[Lens::AllocSpace], 120u);
}

TEST(Model, KeepsPathsWithDifferentCallersApart) {
  Sketch sketch;
  Id leaf = sketch.allocation({"f /src/a.cpp 2"});
  for (const char *caller : {"g /src/a.cpp 1", "h /src/a.cpp 1"})
    sketch.node(sketch.node(Model::Root, sketch.call({caller})), leaf, 1);
  Scene scene(sketch);
  EXPECT_EQ(scene.model.nodes.size(), 6u);
}

TEST(Model, SortsNodesDepthFirstAndChildrenInTheOrderTheyCame) {
  Sketch sketch;
  Id a = sketch.call({"a /src/a.cpp 1"}), b = sketch.call({"b /src/a.cpp 1"});
  Id first = sketch.node(Model::Root, a, 1);
  Id second = sketch.node(Model::Root, b, 2);
  Id below = sketch.node(first, b, 3);
  sketch.node(second, a, 4);
  Distribution sizes;
  sizes.sizes[2] = 3;
  sketch.builder.distribute(below, sizes);
  Scene scene(sketch);
  const Model &model = scene.model;
  std::vector<int64_t> counts;
  std::vector<Id> parents, sites, ends;
  for (Id id = Model::Root; id < model.nodes.size(); ++id) {
    counts.push_back(model.own[id][Lens::AllocObjects]);
    parents.push_back(model.nodes[id].parent);
    sites.push_back(model.nodes[id].site);
    ends.push_back(model.nodes[id].end);
  }
  EXPECT_EQ(counts, (std::vector<int64_t>{0, 1, 3, 2, 4}));
  EXPECT_EQ(parents, (std::vector<Id>{None, 1, 2, 1, 4}));
  EXPECT_EQ(sites, (std::vector<Id>{None, a, b, b, a}));
  EXPECT_EQ(ends, (std::vector<Id>{6, 4, 4, 6, 6}));
  EXPECT_EQ(model.distributions.of(3).sizes[2], 3u);
  EXPECT_FALSE(model.distributions.has(2));
  EXPECT_FALSE(model.distributions.has(4));
}

TEST(Model, ReadsOnePathInSeveralSpellingsAsOneFile) {
  Sketch sketch;
  Id plain = sketch.builder.string("/usr/include/c++/12/vector");
  Id dotted = sketch.builder.string("/usr/bin/../include/c++/./12//vector");
  EXPECT_EQ(sketch.builder.pathOf(dotted), plain);
}

TEST(Model, CountsWhatWasLostInTheTotal) {
  Sketch sketch;
  sketch.node(Model::Root, sketch.call({"a /src/a.cpp 1"}), 1, 10);
  Counts lost;
  lost[Lens::AllocObjects] = 2;
  lost[Lens::AllocSpace] = 20;
  sketch.builder.addRun({}, lost);
  Scene scene(sketch);
  EXPECT_EQ(scene.model.totals[Lens::AllocSpace], 30u);
  EXPECT_EQ(scene.model.lost[Lens::AllocObjects], 2u);
}

TEST(Model, KnowsInuseOnlyIfAllRunsFollowedFrees) {
  for (bool second : {true, false}) {
    Sketch sketch;
    allocsites::Run run;
    run.tracking = AllTracking;
    sketch.builder.addRun(run, {});
    run.tracking = second ? AllTracking : NoTracking;
    sketch.builder.addRun(run, {});
    Scene scene(sketch);
    EXPECT_EQ(scene.model.knows(Lens::InuseSpace), second);
    EXPECT_TRUE(scene.model.knows(Lens::AllocSpace));
  }
}

TEST(Model, TakesTheFirstLineOfFunctionsOfOneName) {
  Sketch sketch;
  Id name = sketch.builder.string("f"), file = sketch.builder.string("/a.c");
  sketch.builder.function(name, file, 0);
  sketch.builder.function(name, file, 30);
  Id function = sketch.builder.function(name, file, 10);
  Scene scene(sketch);
  EXPECT_EQ(scene.model.functions[function].startLine, 10u);
}

} // namespace
