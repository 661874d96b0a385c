// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The contexts of a view one by one, each with its whole path.
#ifndef ALLOCSITES_EXPORT_STACKS_H
#define ALLOCSITES_EXPORT_STACKS_H

#include "model/Walk.h"

#include <vector>

namespace allocsites {

struct Stack {
  std::vector<Id> frames; ///< callers first
  /// Where in `frames` a new site begins: frames between two of these were
  /// inlined into one another.
  std::vector<size_t> parts;
  std::vector<Label> labels; ///< that the program had set, outermost first
};

namespace detail {

template <class Visit> class StackVisitor {
public:
  StackVisitor(const View &view, Visit &visit) : view(view), visit(visit) {}

  void enter(Id node, std::span<const Id> frames) {
    sizes.push_back(
        {stack.frames.size(), stack.parts.size(), stack.labels.size()});
    const Model &model = view.model();
    const Site &site = model.sites[model.nodes[node].site];
    if (site.kind == SiteKind::Label)
      stack.labels.push_back(model.label(site));
    if (!frames.empty())
      stack.parts.push_back(stack.frames.size());
    stack.frames.insert(stack.frames.end(), frames.begin(), frames.end());
    Counts own = view.own(node);
    if (!own.any())
      return;
    bool apart = view.chargedApart(node);
    if (apart) {
      stack.parts.push_back(stack.frames.size());
      stack.frames.push_back(view.charged(node));
    }
    visit(std::as_const(stack), node, own);
    if (apart) {
      stack.parts.pop_back();
      stack.frames.pop_back();
    }
  }

  void leave(Id) {
    stack.frames.resize(sizes.back().frames);
    stack.parts.resize(sizes.back().parts);
    stack.labels.resize(sizes.back().labels);
    sizes.pop_back();
  }

private:
  const View &view;
  Visit &visit;
  Stack stack;
  struct Sizes {
    size_t frames, parts, labels;
  };
  std::vector<Sizes> sizes; ///< of `stack`, by level
};

} // namespace detail

/// Calls `visit(const Stack &, Id node, const Counts &own)` for each context
/// with counts. The last frame is the one that is charged.
template <class Visit> void visitStacks(const View &view, Visit visit) {
  detail::StackVisitor<Visit> visitor(view, visit);
  walk(view, inclusiveCounts(view), visitor);
}

/// The lenses that the profile knows, in Go's order.
inline std::vector<Lens> knownLenses(const Model &model) {
  std::vector<Lens> result;
  for (const LensInfo &lens : Lenses)
    if (model.knows(lens.lens))
      result.push_back(lens.lens);
  return result;
}

/// What allocations are called that no context holds.
inline constexpr const char *LostName = "[not recorded: no room in the file]";

} // namespace allocsites

#endif
