// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: the call tree and the neighbours hold the same counts as the rows.
#include "Sketch.h"

#include "model/CallTree.h"
#include "model/Neighbours.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

/// "main 15/8(left 1/1, right 6/0(...))": cum/flat, children in order.
std::string draw(const Scene &scene, const CallTree &tree, uint32_t node = 0) {
  const CallTree::Node &entry = tree.nodes[node];
  std::string text =
      node == 0 ? "" : scene.names.of(tree.rows[entry.row].function) + " ";
  text += std::to_string(entry.cum[Lens::AllocObjects]) + "/" +
          std::to_string(entry.flat[Lens::AllocObjects]);
  std::string children;
  for (uint32_t i = tree.firstChild[node]; i < tree.firstChild[node + 1]; ++i)
    children +=
        (children.empty() ? "" : ", ") + draw(scene, tree, tree.children[i]);
  return children.empty() ? text : text + "(" + children + ")";
}

Sketch sample() {
  Sketch sketch;
  Id main = sketch.node(Model::Root, sketch.call({"main /src/main.cpp 1"}), 8);
  sketch.node(main, sketch.allocation({"left /src/left.cpp 1"}), 1);
  Id right = sketch.node(main, sketch.call({"right /src/right.cpp 1"}));
  sketch.node(right, sketch.allocation({"leaf /src/leaf.cpp 1"}), 2);
  Id library =
      sketch.node(right, sketch.call({"for_each /usr/include/c++/12/algo 1"}));
  sketch.node(library, sketch.allocation({"leaf /src/leaf.cpp 1"}), 4);
  sketch.node(Model::Root, sketch.outside("/lib/x.so"), 3);
  return sketch;
}

TEST(CallTree, FoldsAndMergesPaths) {
  Sketch sketch = sample();
  Scene scene(sketch);
  CallTree tree = makeCallTree(scene.view(), Granularity::Functions);
  tree.sortChildren(scene.model, Lens::AllocObjects);
  EXPECT_EQ(draw(scene, tree), "18/0(main 15/8(right 6/0(leaf 6/6), left 1/1), "
                               "[outside instrumented code] 3/3)");
}

TEST(CallTree, ObeysFilters) {
  Sketch sketch = sample();
  Scene scene(sketch);
  ViewOptions options;
  options.filters.focus = regex("leaf");
  options.filters.hide = regex("right");
  CallTree tree = makeCallTree(scene.view(options), Granularity::Functions);
  tree.sortChildren(scene.model, Lens::AllocObjects);
  EXPECT_EQ(draw(scene, tree), "6/0(main 6/0(leaf 6/6))");
}

TEST(CallTree, KeepsLevelsOfRecursion) {
  Sketch sketch;
  Id call = sketch.call({"rec /src/a.cpp 5"});
  sketch.node(sketch.node(Model::Root, call, 1), call, 2);
  Scene scene(sketch);
  CallTree tree = makeCallTree(scene.view(), Granularity::Functions);
  EXPECT_EQ(draw(scene, tree), "3/0(rec 3/1(rec 2/2))");
}

std::vector<Neighbourhood> peek(const Scene &scene, const std::string &name) {
  return neighbourhoods(scene.view(), Granularity::Functions,
                        Lens::AllocObjects, SortKey::Flat,
                        [&](const RowPlace &row) {
                          return scene.names.of(row.function) == name;
                        });
}

TEST(Neighbours, WeighCallersAndCallees) {
  Sketch sketch = sample();
  Scene scene(sketch);
  std::vector<Neighbourhood> found = peek(scene, "right");
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].callers.size(), 1u);
  EXPECT_EQ(scene.names.of(found[0].callers[0].row.function), "main");
  EXPECT_EQ(found[0].callers[0].weight[Lens::AllocObjects], 6u);
  ASSERT_EQ(found[0].callees.size(), 1u);
  EXPECT_EQ(scene.names.of(found[0].callees[0].row.function), "leaf");
  EXPECT_EQ(found[0].callees[0].weight[Lens::AllocObjects], 6u);
}

TEST(Neighbours, CountAnEdgeOnceUnderMutualRecursion) {
  Sketch sketch;
  Id a = sketch.call({"a /src/a.cpp 1"}), b = sketch.call({"b /src/a.cpp 2"});
  Id node = Model::Root;
  for (int i = 0; i < 6; ++i)
    node = sketch.node(node, i % 2 ? b : a);
  sketch.node(node, sketch.allocation({"leaf /src/a.cpp 3"}), 5);
  Scene scene(sketch);
  std::vector<Neighbourhood> found = peek(scene, "b");
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].callers.size(), 1u);
  EXPECT_EQ(found[0].callers[0].weight[Lens::AllocObjects], 5u);
  EXPECT_EQ(found[0].callees.size(), 2u); // a and leaf
}

} // namespace
