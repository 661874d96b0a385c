// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: rates are differences of two readings over the time between them.
#include "Sketch.h"

#include "watch/Sample.h"
#include "watch/WatchState.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

constexpr uint64_t Second = 1'000'000'000;

Counts counts(int64_t objects, int64_t space) {
  Counts result;
  result[Lens::AllocObjects] = objects;
  result[Lens::AllocSpace] = space;
  return result;
}

Sample sample(uint64_t seconds, std::vector<PlaceCounts> rows) {
  Sample result;
  result.timeNs = seconds * Second;
  for (const PlaceCounts &row : rows)
    result.totals += row.flat;
  result.rows = std::move(rows);
  return result;
}

TEST(WatchModel, RatesAreDifferencesOverTheTimeBetween) {
  WatchModel model;
  model.take(sample(10, {{0, counts(100, 800), counts(300, 2400), ""}}));
  model.take(sample(14, {{0, counts(140, 1200), counts(500, 4000), ""}}));
  const WatchModel::Row &row = model.rows().at(0);
  EXPECT_EQ(model.seconds(), 4);
  EXPECT_EQ(model.rate(row, Lens::AllocObjects, SortKey::Flat), 10);
  EXPECT_EQ(model.rate(row, Lens::AllocSpace, SortKey::Flat), 100);
  EXPECT_EQ(model.rate(row, Lens::AllocObjects, SortKey::Cum), 50);
  EXPECT_EQ(model.totalRate(Lens::AllocSpace), 100);
}

TEST(WatchModel, PlacesAreKnownByTheirNumberWhereverTheyStand) {
  WatchModel model;
  model.take(sample(1, {{0, counts(5, 5), {}, ""}, {7, counts(9, 9), {}, ""}}));
  model.take(sample(2, {{7, counts(10, 10), {}, ""},
                        {3, counts(4, 4), {}, ""},
                        {0, counts(5, 5), {}, ""}}));
  auto rate = [&](size_t i) {
    return model.rate(model.rows().at(i), Lens::AllocObjects, SortKey::Flat);
  };
  EXPECT_EQ(rate(0), 1);
  EXPECT_EQ(rate(1), 4); // New: all of it came in this second.
  EXPECT_EQ(rate(2), 0);
}

TEST(WatchModel, OneReadingHasNoRate) {
  WatchModel model;
  EXPECT_TRUE(model.isEmpty());
  model.take(sample(5, {{0, counts(100, 800), {}, ""}}));
  EXPECT_FALSE(model.isEmpty());
  EXPECT_EQ(model.seconds(), 0);
  EXPECT_EQ(model.rate(model.rows().at(0), Lens::AllocObjects, SortKey::Flat),
            0);
}

TEST(WatchModel, ReadingsOfTwoGranularitiesAreNotCompared) {
  WatchModel model;
  model.take(sample(1, {{0, counts(1, 1), {}, ""}}));
  Sample other = sample(2, {{0, counts(9, 9), {}, ""}});
  other.granularity = Granularity::Functions;
  model.take(other);
  EXPECT_EQ(model.seconds(), 0);
}

TEST(WatchModel, AnotherRunStartsAnew) {
  WatchModel model;
  model.take(sample(1, {{0, counts(100, 100), {}, ""}}));
  model.restart();
  EXPECT_TRUE(model.isEmpty());
  model.take(sample(2, {{0, counts(7, 7), {}, ""}}));
  EXPECT_EQ(model.seconds(), 0);
  model.take(sample(3, {{0, counts(9, 9), {}, ""}}));
  EXPECT_EQ(model.totalRate(Lens::AllocObjects), 2);
}

TEST(WatchModel, ARateIsNeverNegative) {
  WatchModel model;
  model.take(sample(1, {{0, counts(100, 100), {}, ""}}));
  model.take(sample(2, {{0, counts(90, 90), {}, ""}}));
  EXPECT_EQ(model.totalRate(Lens::AllocObjects), 0);
  EXPECT_EQ(model.rate(model.rows().at(0), Lens::AllocSpace, SortKey::Flat), 0);
}

TEST(WatchRows, AreSortedByTheColumnAndFiltered) {
  Places places;
  PlaceId fast = places.idOf(WatchPlace{"fast", "fast()", "/src/a.cpp", 3});
  PlaceId large = places.idOf(WatchPlace{"large", "large()", "/src/b.cpp", 9});
  PlaceId caller = places.idOf(WatchPlace{"main", "main", "/src/b.cpp", 1});
  WatchModel model;
  model.take(sample(
      1, {{fast, counts(0, 0), {}, ""}, {large, counts(9, 9000), {}, ""}}));
  model.take(
      sample(2, {{fast, counts(50, 400), counts(50, 400), "[new]"},
                 {large, counts(10, 9100), counts(10, 9100), "[list node]"},
                 {caller, {}, counts(60, 9500), ""}}));
  WatchState state;
  auto order = [&] {
    std::string names;
    for (uint32_t row : chooseRows(model, places, state))
      names += places[model.rows()[row].now.place].linkageName + " ";
    return names;
  };
  state.sort = Column::SpaceRate;
  EXPECT_EQ(order(), "fast large ");
  state.sort = Column::AllocSpace;
  EXPECT_EQ(order(), "large fast ");
  state.key = SortKey::Cum;
  EXPECT_EQ(order(), "main large fast ");
  state.filter = regex("b\\.cpp");
  EXPECT_EQ(order(), "main large ");
  state.filter = regex("list");
  EXPECT_EQ(order(), "large ");
}

TEST(Places, KeepTheirNumbersFromProfileToProfile) {
  Places places;
  auto idsOf = [&](bool more) {
    Sketch sketch;
    if (more)
      sketch.node(Model::Root, sketch.allocation({"g /src/a.cpp 9"}), 1, 8);
    sketch.node(Model::Root, sketch.allocation({"f /src/a.cpp 5"}), 1, 8);
    Scene scene(sketch);
    View view = scene.view();
    std::vector<PlaceId> ids;
    for (const Row &row : computeRows(view, Granularity::Lines))
      ids.push_back(places.idOf(view, row));
    return ids;
  };
  EXPECT_EQ(idsOf(false), std::vector<PlaceId>({0}));
  EXPECT_EQ(idsOf(true), std::vector<PlaceId>({1, 0}));
  EXPECT_EQ(places[1].function, "g");
  EXPECT_EQ(places[1].line, 9u);
}

} // namespace
