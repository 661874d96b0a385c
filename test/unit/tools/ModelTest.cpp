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

TEST(Model, LinksChildrenInTheOrderTheyCame) {
  Sketch sketch;
  Id first = sketch.node(Model::Root, sketch.call({"a /src/a.cpp 1"}), 1);
  Id second = sketch.node(Model::Root, sketch.call({"b /src/a.cpp 1"}), 1);
  Scene scene(sketch);
  EXPECT_EQ(scene.model.nodes[Model::Root].firstChild, first);
  EXPECT_EQ(scene.model.nodes[first].nextSibling, second);
  EXPECT_EQ(scene.model.nodes[second].nextSibling, None);
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
