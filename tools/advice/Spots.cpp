// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/Spots.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace allocsites {

std::vector<Spot> collectSpots(const View &view) {
  const Model &model = view.model();
  std::vector<Spot> spots;
  std::vector<std::map<uint32_t, int64_t>> columns; ///< objects by column
  std::map<std::tuple<Id, uint32_t, CulpritId>, size_t> known;
  for (Id node = Model::Root + 1; node < model.nodes.size(); ++node) {
    Counts own = view.own(node);
    if (!own.any())
      continue;
    const Frame &frame = model.frames[view.charged(node)];
    if (frame.function == None || view.isLibrary(frame.function) ||
        model.isOutside(frame.function))
      continue;
    CulpritId culprit = view.kinds().of(node);
    auto [entry, isNew] =
        known.try_emplace({frame.function, frame.line, culprit}, spots.size());
    if (isNew) {
      spots.push_back({frame.function, frame.line, 0, culprit, {}, {}, {}});
      columns.emplace_back();
    }
    Spot &spot = spots[entry->second];
    spot.counts += own;
    spot.distribution += model.distributions.of(node);
    spot.nodes.push_back(node);
    columns[entry->second][frame.column] += own[Lens::AllocObjects];
  }
  for (size_t i = 0; i < spots.size(); ++i)
    spots[i].column = std::max_element(columns[i].begin(), columns[i].end(),
                                       [](const auto &a, const auto &b) {
                                         return a.second < b.second;
                                       })
                          ->first;
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
