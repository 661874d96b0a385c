// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: flat and cum by function, line, column and file.
#include "Sketch.h"

#include "model/TopTable.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace allocsites;

namespace {

using Pair = std::pair<uint64_t, uint64_t>;

TEST(Rows, CountRecursionOnce) {
  Sketch sketch;
  Id call = sketch.call({"rec /src/a.cpp 5"});
  Id node = Model::Root;
  for (int i = 0; i < 4; ++i)
    node = sketch.node(node, call, 1);
  sketch.node(node, sketch.allocation({"rec /src/a.cpp 7"}), 10);
  Scene scene(sketch);
  View view = scene.view();
  EXPECT_EQ(scene.objects(view, "rec"), Pair(14, 14));
  EXPECT_EQ(scene.objects(view, "rec:5", Granularity::Lines), Pair(4, 14));
  EXPECT_EQ(scene.objects(view, "rec:7", Granularity::Lines), Pair(10, 10));
}

TEST(Rows, CountALineOnceThoughItIsTwiceInOneChain) {
  Sketch sketch;
  sketch.node(Model::Root,
              sketch.allocation({"f /src/a.cpp 5 1", "f /src/a.cpp 5 9"}), 3);
  Scene scene(sketch);
  EXPECT_EQ(scene.objects(scene.view(), "f:5", Granularity::Lines), Pair(3, 3));
}

TEST(Rows, TellColumnsApartIfAsked) {
  Sketch sketch;
  sketch.node(Model::Root, sketch.allocation({"f /src/a.cpp 5 3"}), 1);
  sketch.node(Model::Root, sketch.allocation({"f /src/a.cpp 5 8"}), 2);
  Scene scene(sketch);
  View view = scene.view();
  EXPECT_EQ(scene.objects(view, "f:5:3", Granularity::Columns), Pair(1, 1));
  EXPECT_EQ(scene.objects(view, "f:5:8", Granularity::Columns), Pair(2, 2));
  Row line = scene.row(view, "f:5", Granularity::Lines);
  EXPECT_EQ(line.flat[Lens::AllocObjects], 3u);
  EXPECT_EQ(line.column, 0u);
}

TEST(Rows, KeepTheColumnOfALineThatHasButOne) {
  Sketch sketch;
  sketch.node(Model::Root, sketch.allocation({"f /src/a.cpp 5 3"}), 1);
  Scene scene(sketch);
  EXPECT_EQ(scene.row(scene.view(), "f:5", Granularity::Lines).column, 3u);
}

TEST(Rows, KeepTheColumnThatTheFiltersLeave) {
  Sketch sketch;
  Id gone = sketch.node(Model::Root, sketch.call({"gone /src/a.cpp 1"}));
  sketch.node(gone, sketch.allocation({"f /src/a.cpp 5 9"}), 1);
  sketch.node(Model::Root, sketch.allocation({"f /src/a.cpp 5 3"}), 1);
  Scene scene(sketch);
  EXPECT_EQ(scene.row(scene.view(), "f:5", Granularity::Lines).column, 0u);
  ViewOptions options;
  options.filters.ignore = regex("gone");
  EXPECT_EQ(scene.row(scene.view(options), "f:5", Granularity::Lines).column,
            3u);
}

TEST(Rows, OfChosenFunctionsCountWhatOthersAllocateBelow) {
  Sketch sketch;
  Id f = sketch.node(Model::Root, sketch.call({"f /src/a.cpp 1"}), 1);
  Id g = sketch.node(f, sketch.call({"g /src/a.cpp 2"}), 2);
  sketch.node(g, sketch.allocation({"f /src/a.cpp 3"}), 4);
  sketch.node(Model::Root, sketch.allocation({"g /src/a.cpp 4"}), 8);
  Scene scene(sketch);
  View view = scene.view();
  std::vector<uint8_t> wanted(scene.model.functions.size());
  Row known = scene.row(view, "f");
  wanted[known.function] = 1;
  std::vector<Row> rows =
      computeRows(view, Granularity::Functions, {.functions = &wanted});
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].function, known.function);
  EXPECT_EQ(rows[0].flat[Lens::AllocObjects], 5);
  EXPECT_EQ(rows[0].cum[Lens::AllocObjects], 7);
  EXPECT_EQ(rows[0].flat, known.flat);
  EXPECT_EQ(rows[0].cum, known.cum);
}

TEST(Rows, KeepFunctionsOfOneNameInTwoFilesApart) {
  Sketch sketch;
  sketch.node(Model::Root, sketch.allocation({"f /src/a.cpp 5"}), 1);
  sketch.node(Model::Root, sketch.allocation({"f /src/b.cpp 5"}), 2);
  Scene scene(sketch);
  View view = scene.view();
  EXPECT_EQ(computeRows(view, Granularity::Functions).size(), 2u);
  EXPECT_EQ(scene.objects(view, "/src/b.cpp", Granularity::Files), Pair(2, 2));
}

TEST(Rows, SumOfFlatIsTheTotal) {
  Sketch sketch;
  Id main = sketch.node(Model::Root, sketch.call({"main /src/a.cpp 1"}), 1, 8);
  sketch.node(main, sketch.allocation({"v /usr/include/c++/12/v 1"}), 2, 16);
  sketch.node(main, sketch.allocation({"g /src/b.cpp 1"}), 3, 24);
  sketch.node(Model::Root, sketch.outside("/lib/x.so"), 4, 32);
  sketch.node(Model::Root, sketch.allocation({"h /usr/include/h 1"}), 5, 40);
  Scene scene(sketch);
  for (bool fold : {true, false})
    for (Granularity granularity : {Granularity::Functions, Granularity::Lines,
                                    Granularity::Columns, Granularity::Files}) {
      ViewOptions options;
      options.fold = fold;
      Counts sum;
      for (const Row &row : computeRows(scene.view(options), granularity)) {
        sum += row.flat;
        EXPECT_LE(row.flat[Lens::AllocSpace], row.cum[Lens::AllocSpace]);
        EXPECT_LE(row.cum[Lens::AllocSpace], 120u);
      }
      EXPECT_EQ(sum, scene.model.totals);
    }
}

TEST(TopTable, CutsDropsAndSaysSo) {
  Sketch sketch;
  for (int i = 1; i <= 10; ++i)
    sketch.node(Model::Root,
                sketch.allocation({"f" + std::to_string(i) + " /src/a.cpp 1"}),
                1, uint64_t(i) * 100);
  Scene scene(sketch);
  TopTable table =
      makeTopTable(computeRows(scene.view(), Granularity::Functions),
                   scene.model, {Lens::AllocSpace, SortKey::Flat, 3, 0.05});
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_EQ(scene.names.of(table.rows[0].function), "f10");
  EXPECT_EQ(table.dropped, 2u); // 100 and 200 of 5500
  EXPECT_EQ(table.candidates, 8u);
  EXPECT_EQ(table.shown[Lens::AllocSpace], 1000u + 900u + 800u);
}

TEST(TopTable, OrdersEqualRowsByName) {
  Sketch sketch;
  for (const char *name : {"c", "a", "b"})
    sketch.node(Model::Root,
                sketch.allocation({std::string(name) + " /src/a.cpp 1"}), 1, 8);
  Scene scene(sketch);
  TopTable table = makeTopTable(
      computeRows(scene.view(), Granularity::Functions), scene.model, {});
  std::string order;
  for (const Row &row : table.rows)
    order += scene.names.of(row.function);
  EXPECT_EQ(order, "abc");
}

TEST(Rows, EndureAVeryDeepTree) {
  Sketch sketch;
  Id a = sketch.call({"a /src/a.cpp 1"}), b = sketch.call({"b /src/a.cpp 2"});
  Id node = Model::Root;
  for (int i = 0; i < 300000; ++i)
    node = sketch.node(node, i % 2 ? a : b, 1);
  Scene scene(sketch);
  EXPECT_EQ(scene.objects(scene.view(), "a"), Pair(150000, 299999));
}

} // namespace
