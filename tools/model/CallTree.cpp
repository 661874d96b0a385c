// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/CallTree.h"

#include "model/Walk.h"
#include "support/Units.h"

#include <algorithm>
#include <tuple>

namespace allocsites {

namespace {

class TreeMaker {
public:
  TreeMaker(const View &view, RowKeys &keys, CallTree &tree)
      : view(view), keys(keys), tree(tree) {
    tree.nodes.push_back({0, 0, {}, {}});
  }

  void enter(Id node, std::span<const Id> frames) {
    uint32_t at = path.empty() ? 0 : path.back();
    for (Id frame : frames)
      at = child(at, keys.rowOf(frame));
    path.push_back(at);
    Counts own = view.own(node);
    if (!own.any())
      return;
    if (view.chargedApart(node))
      at = child(at, keys.rowOf(view.charged(node)));
    tree.nodes[at].flat += own;
    tree.shares.add(at, view.kinds().of(node), own);
  }

  void leave(Id) { path.pop_back(); }

private:
  uint32_t child(uint32_t parent, uint32_t row) {
    return table.findOrInsert(
        mix(mix(0, parent), row),
        [&](uint32_t id) {
          return tree.nodes[id].parent == parent && tree.nodes[id].row == row;
        },
        [&] {
          tree.nodes.push_back({row, parent, {}, {}});
          return uint32_t(tree.nodes.size() - 1);
        });
  }

  const View &view;
  RowKeys &keys;
  CallTree &tree;
  IdTable table;
  std::vector<uint32_t> path; ///< tree nodes, by depth
};

} // namespace

CallTree makeCallTree(const View &view, Granularity granularity) {
  CallTree tree;
  RowKeys keys(view.model(), granularity);
  {
    TreeMaker maker(view, keys, tree);
    walk(view, inclusiveCounts(view), maker);
  }
  tree.rows = std::move(keys.rows);

  size_t count = tree.nodes.size();
  tree.firstChild.assign(count + 1, 0);
  for (size_t i = count; i-- > 0;) {
    CallTree::Node &node = tree.nodes[i];
    node.cum += node.flat;
    if (i == 0)
      break;
    tree.nodes[node.parent].cum += node.cum;
    ++tree.firstChild[node.parent + 1];
  }
  for (size_t i = 0; i < count; ++i)
    tree.firstChild[i + 1] += tree.firstChild[i];
  tree.children.resize(count - 1);
  std::vector<uint32_t> next = tree.firstChild;
  for (uint32_t i = 1; i < count; ++i)
    tree.children[next[tree.nodes[i].parent]++] = i;
  return tree;
}

void CallTree::sortChildren(const Model &model, Lens lens) {
  Lens sibling = info(lens).sibling;
  RowOrder order{model, lens};
  auto before = [&](uint32_t left, uint32_t right) {
    const Node &a = nodes[left], &b = nodes[right];
    auto weightA =
        std::tuple(magnitude(a.cum[lens]), magnitude(a.cum[sibling]));
    auto weightB =
        std::tuple(magnitude(b.cum[lens]), magnitude(b.cum[sibling]));
    return weightA != weightB ? weightA > weightB
                              : order.byPlace(rows[a.row], rows[b.row]);
  };
  for (size_t i = 0; i < nodes.size(); ++i)
    std::sort(children.begin() + firstChild[i],
              children.begin() + firstChild[i + 1], before);
}

} // namespace allocsites
