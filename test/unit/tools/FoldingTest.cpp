// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: a context's counts go to the innermost frame that is not library
// code, and cum to all such frames on its path.
#include "Sketch.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

using Pair = std::pair<uint64_t, uint64_t>;

TEST(Folding, ChargesTheInnermostUserFrameOfAnInlineChain) {
  Sketch sketch;
  sketch.node(Model::Root,
              sketch.allocation({"grow /usr/include/c++/12/vector 1",
                                 "push_back /usr/include/c++/12/vector 2",
                                 "user /src/a.cpp 10", "main /src/a.cpp 20"}),
              5, 50);
  Scene scene(sketch);
  View view = scene.view();
  EXPECT_EQ(scene.objects(view, "user"), Pair(5, 5));
  EXPECT_EQ(scene.objects(view, "main"), Pair(0, 5));
  EXPECT_EQ(scene.objects(view, "push_back"), Pair(0, 0));
  EXPECT_EQ(scene.objects(view, "user:10", Granularity::Lines), Pair(5, 5));
}

TEST(Folding, GoesOnInTheCallersSiteIfAChainIsAllLibrary) {
  Sketch sketch;
  Id caller = sketch.node(Model::Root, sketch.call({"main /src/a.cpp 20"}), 1);
  sketch.node(caller, sketch.allocation({"sort /usr/include/c++/12/algo 1"}),
              7);
  Scene scene(sketch);
  EXPECT_EQ(scene.objects(scene.view(), "main"), Pair(8, 8));
}

TEST(Folding, LibraryThatCallsBackCountsForTheCallback) {
  Sketch sketch;
  Id main = sketch.node(Model::Root, sketch.call({"main /src/a.cpp 20"}));
  Id sort = sketch.node(main, sketch.call({"sort /usr/include/c++/12/algo 1"}));
  sketch.node(sort, sketch.allocation({"less /src/a.cpp 3"}), 4);
  Scene scene(sketch);
  View view = scene.view();
  EXPECT_EQ(scene.objects(view, "less"), Pair(4, 4));
  EXPECT_EQ(scene.objects(view, "main"), Pair(0, 4));
}

TEST(Folding, ChargesTheOutermostFrameIfNoneIsTheUsers) {
  Sketch sketch;
  Id outer = sketch.node(
      Model::Root,
      sketch.call({"inner /usr/include/x.h 1", "outer /usr/include/x.h 2"}));
  sketch.node(outer, sketch.allocation({"deep /usr/include/x.h 3"}), 3);
  Scene scene(sketch);
  View view = scene.view();
  EXPECT_EQ(scene.objects(view, "outer"), Pair(3, 3));
  EXPECT_EQ(scene.objects(view, "deep"), Pair(0, 0));
}

TEST(Folding, KnowsLibraryFunctionsWithoutAFileByTheirSymbol) {
  Sketch sketch;
  sketch.node(Model::Root,
              sketch.allocation(
                  {"_ZNSt6vectorIiSaIiEE9push_backEOi - 0", "_Z4userv - 0"}),
              2);
  Scene scene(sketch);
  EXPECT_EQ(scene.objects(scene.view(), "user()"), Pair(2, 2));
}

TEST(Folding, KeepsOutsideAllocationsInABucketNamedAfterTheModule) {
  Sketch sketch;
  sketch.node(Model::Root, sketch.outside("/usr/lib/libx.so"), 9);
  Scene scene(sketch);
  Row row = scene.row(scene.view(), "[outside instrumented code]");
  EXPECT_EQ(row.flat[Lens::AllocObjects], 9u);
  EXPECT_EQ(scene.model.string(row.file), "/usr/lib/libx.so");
}

TEST(Folding, NoFoldShowsLibraryFramesAndUninstrumentedCallees) {
  Sketch sketch;
  Id main = sketch.node(
      Model::Root, sketch.call({"main /src/a.cpp 20"}, "_ZNSs9_M_appendEPKcm"),
      6);
  sketch.node(main, sketch.allocation({"less /src/a.cpp 3"}), 4);
  Scene scene(sketch);
  ViewOptions options;
  options.fold = false;
  View view = scene.view(options);
  std::string append = demangle("_ZNSs9_M_appendEPKcm");
  EXPECT_EQ(scene.objects(view, append), Pair(6, 10));
  EXPECT_EQ(scene.objects(view, "main"), Pair(0, 10));
  EXPECT_EQ(scene.objects(view, "less"), Pair(4, 4));
}

TEST(Folding, NoFoldShowsNoCalleeThatIsTheChildItself) {
  Sketch sketch;
  Id main =
      sketch.node(Model::Root, sketch.call({"main /src/a.cpp 20"}, "_Z4leafv"));
  sketch.node(main, sketch.allocation({"_Z4leafv /src/a.cpp 3"}), 4);
  Scene scene(sketch);
  ViewOptions options;
  options.fold = false;
  std::vector<Row> rows =
      computeRows(scene.view(options), Granularity::Functions);
  EXPECT_EQ(rows.size(), 2u);
}

} // namespace
