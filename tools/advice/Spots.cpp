// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/Spots.h"

#include "model/IdTable.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace allocsites {

namespace {

/// The column that the most allocations of \p spot have.
uint32_t usualColumn(const View &view, const Spot &spot) {
  std::map<uint32_t, int64_t> objects; // by column
  for (Id node : spot.nodes)
    objects[view.model().frames[view.charged(node)].column] +=
        view.own(node)[Lens::AllocObjects];
  return std::max_element(
             objects.begin(), objects.end(),
             [](const auto &a, const auto &b) { return a.second < b.second; })
      ->first;
}

/// Nodes that belong to one spot each.
struct Members {
  std::vector<std::pair<Id, uint32_t>> spotOf; ///< by node; from 1
  std::vector<uint32_t> sizes{0};              ///< by spot
};

/// A profile may have hundreds of thousands, so that spots, which are large,
/// are made when it is known how many they are.
Members findMembers(const View &view) {
  const Model &model = view.model();
  Members members;
  std::vector<Id> examples{0}; // by spot
  IdTable known;
  auto charged = [&](Id node) -> const Frame & {
    return model.frames[view.charged(node)];
  };
  for (Id node = Model::Root + 1; node < model.nodes.size(); ++node) {
    if (!view.own(node).any())
      continue;
    const Frame &frame = charged(node);
    if (frame.function == None || view.isLibrary(frame.function) ||
        model.isOutside(frame.function))
      continue;
    CulpritId culprit = view.kinds().of(node);
    uint32_t spot = known.findOrInsert(
        mix(mix(mix(0, frame.function), frame.line), culprit),
        [&](uint32_t other) {
          const Frame &its = charged(examples[other]);
          return its.function == frame.function && its.line == frame.line &&
                 view.kinds().of(examples[other]) == culprit;
        },
        [&] {
          examples.push_back(node);
          members.sizes.push_back(0);
          return uint32_t(examples.size() - 1);
        });
    members.spotOf.emplace_back(node, spot);
    ++members.sizes[spot];
  }
  return members;
}

} // namespace

std::vector<Spot> collectSpots(const View &view) {
  const Model &model = view.model();
  Members members = findMembers(view);
  std::vector<Spot> spots(members.sizes.size() - 1);
  for (auto [node, number] : members.spotOf) {
    Spot &spot = spots[number - 1];
    if (spot.nodes.empty()) {
      const Frame &frame = model.frames[view.charged(node)];
      spot.function = frame.function;
      spot.line = frame.line;
      spot.culprit = view.kinds().of(node);
      spot.nodes.reserve(members.sizes[number]);
    }
    spot.counts += view.own(node);
    spot.distribution += model.distributions.of(node);
    spot.nodes.push_back(node);
  }
  for (Spot &spot : spots)
    spot.column = usualColumn(view, spot);
  return spots;
}

void eachFunctionBelow(const View &view, Id node,
                       const std::function<void(Id function)> &visit) {
  const Model &model = view.model();
  Id end = view.charged(node);
  for (Id at = node; at != Model::Root; at = model.nodes[at].parent) {
    const Site &site = model.sites[model.nodes[at].site];
    if (site.callee != None)
      visit(site.callee);
    for (Id frame = site.frame; frame != None;
         frame = model.frames[frame].caller) {
      if (frame == end)
        return;
      visit(model.frames[frame].function);
    }
  }
}

namespace {

/// The frame from which the charged frame's function was called; None at the
/// root.
Id userCaller(const View &view, Id node) {
  const Model &model = view.model();
  bool passed = false;
  for (Id at = node; at != Model::Root; at = model.nodes[at].parent)
    for (Id frame = model.sites[model.nodes[at].site].frame; frame != None;
         frame = model.frames[frame].caller) {
      if (passed && !view.isLibrary(model.frames[frame].function))
        return frame;
      passed |= frame == view.charged(node);
    }
  return None;
}

} // namespace

std::vector<FindingCaller> callersOf(const View &view, const Spot &spot,
                                     size_t most) {
  const Model &model = view.model();
  std::map<std::pair<Id, uint32_t>, Counts> found;
  for (Id node : spot.nodes)
    if (Id frame = userCaller(view, node); frame != None)
      found[{model.frames[frame].function, model.frames[frame].line}] +=
          view.own(node);
  std::vector<FindingCaller> result;
  for (const auto &[place, counts] : found)
    result.push_back({place.first, place.second, counts});
  std::sort(result.begin(), result.end(),
            [](const FindingCaller &a, const FindingCaller &b) {
              auto key = [](const FindingCaller &caller) {
                return std::tuple(-caller.counts[Lens::AllocObjects],
                                  caller.function, caller.line);
              };
              return key(a) < key(b);
            });
  if (result.size() > most)
    result.resize(most);
  return result;
}

} // namespace allocsites
