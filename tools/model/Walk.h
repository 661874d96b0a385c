// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Visits the contexts of a view depth first, callers before callees.
#ifndef ALLOCSITES_MODEL_WALK_H
#define ALLOCSITES_MODEL_WALK_H

#include "model/View.h"

namespace allocsites {

/// By node: its own counts and those of all below it, as the view keeps them.
inline std::vector<Counts> inclusiveCounts(const View &view) {
  const Model &model = view.model();
  std::vector<Counts> result(model.nodes.size());
  for (Id id = Id(result.size()) - 1; id >= Model::Root; --id) {
    result[id] += view.own(id);
    if (id != Model::Root)
      result[model.nodes[id].parent] += result[id];
  }
  return result;
}

/// By node: nonzero if the view keeps it or anything below it.
inline std::vector<uint8_t> keptSubtrees(const View &view) {
  const std::vector<Node> &nodes = view.model().nodes;
  std::vector<uint8_t> result(nodes.size());
  for (Id id = Id(nodes.size()) - 1; id > Model::Root; --id) {
    result[id] |= view.keeps(id);
    result[nodes[id].parent] |= result[id];
  }
  return result;
}

/// Calls `visitor.enter(node, frames)` with the frames that the node adds (see
/// View::framesOf), or `visitor.enter(node)`, and, after all below it,
/// `visitor.leave(node)`. Passes over the subtrees of all nodes but the root
/// for which \p isWorth(node) is false. Takes no stack, however deep the tree.
template <class IsWorth, class Visitor>
void walkWhere(const View &view, IsWorth isWorth, Visitor &visitor) {
  const std::vector<Node> &nodes = view.model().nodes;
  std::vector<Id> scratch, path;
  auto leaveUpTo = [&](Id next) {
    for (; !path.empty() && nodes[path.back()].end <= next; path.pop_back())
      visitor.leave(path.back());
  };
  for (Id node = Model::Root; node < nodes.size();) {
    leaveUpTo(node);
    if (node != Model::Root && !isWorth(node)) {
      node = nodes[node].end;
      continue;
    }
    if constexpr (requires { visitor.enter(node); })
      visitor.enter(node);
    else
      visitor.enter(node, view.framesOf(node, scratch));
    path.push_back(node++);
  }
  leaveUpTo(Id(nodes.size()));
}

/// The same for all subtrees with counts. \p inclusive is
/// inclusiveCounts(view).
template <class Visitor>
void walk(const View &view, const std::vector<Counts> &inclusive,
          Visitor &visitor) {
  // In a difference a subtree may come to nothing and still hold something.
  bool all = view.model().isDifference;
  walkWhere(
      view, [&](Id node) { return all || inclusive[node].any(); }, visitor);
}

} // namespace allocsites

#endif
