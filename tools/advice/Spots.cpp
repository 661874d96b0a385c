// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/Spots.h"

#include "model/IdTable.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace allocsites {

namespace {

/// The length of the class's name in the name of its copy constructor,
/// "S::T<A>::T(S::T<A> const&)"; 0 if the name is of no such function.
size_t copiedClass(std::string_view name) {
  if (!name.ends_with(')'))
    return 0;
  size_t open = name.size();
  for (int depth = 0; open-- > 0;) {
    depth += name[open] == ')';
    if (name[open] == '(' && --depth == 0)
      break;
  }
  if (open >= name.size())
    return 0;
  std::string_view parameter = name.substr(open + 1);
  parameter.remove_suffix(1);
  constexpr std::string_view ByReference = " const&";
  if (!parameter.ends_with(ByReference))
    return 0;
  std::string_view type =
      parameter.substr(0, parameter.size() - ByReference.size());
  if (!name.starts_with(type) || !name.substr(type.size()).starts_with("::"))
    return 0;
  std::string_view own = name.substr(type.size() + 2, open - type.size() - 2);
  // The class's name without what it is in and without arguments.
  size_t begin = 0, depth = 0;
  for (size_t i = 0; i < type.size(); ++i) {
    depth += type[i] == '<';
    depth -= type[i] == '>';
    if (depth == 0 && type[i] == ':')
      begin = i + 1;
  }
  std::string_view simple = type.substr(begin);
  return own == simple.substr(0, simple.find('<')) ? type.size() : 0;
}

/// Calls visit(frame) from \p node's innermost frame outwards until it returns
/// true.
template <class Visit>
void walkOutwards(const Model &model, Id node, Visit visit) {
  for (Id at = node; at != Model::Root; at = model.nodes[at].parent)
    for (Id frame = model.sites[model.nodes[at].site].frame; frame != None;
         frame = model.frames[frame].caller)
      if (visit(frame))
        return;
}

/// The column that the most allocations of \p spot have.
uint32_t usualColumn(const SpotFrames &places, const Spot &spot) {
  const View &view = places.view;
  std::map<uint32_t, int64_t> objects; // by column
  for (Id node : spot.nodes)
    objects[view.model().frames[places.of(node)].column] +=
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
Members findMembers(const SpotFrames &places) {
  const View &view = places.view;
  const Model &model = view.model();
  Members members;
  std::vector<Id> examples{0}; // by spot
  IdTable known;
  auto charged = [&](Id node) -> const Frame & {
    return model.frames[places.of(node)];
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

SpotFrames::SpotFrames(const View &view)
    : view(view), copies(view.model().functions.size()) {
  std::vector<bool> asked(copies.size());
  const Model &model = view.model();
  for (Id node = Model::Root + 1; node < model.nodes.size(); ++node) {
    if (!view.own(node).any())
      continue;
    walkOutwards(model, node, [&, below = true](Id frame) mutable {
      below &= frame != view.charged(node);
      Id function = model.frames[frame].function;
      if (below || view.isLibrary(function))
        return false;
      if (function == None || asked[function])
        return function == None || copies[function] == 0;
      asked[function] = true;
      size_t length = copiedClass(view.names().of(function));
      copies[function] = length <= UINT16_MAX ? uint16_t(length) : 0;
      return copies[function] == 0;
    });
  }
}

std::string_view SpotFrames::classCopiedBy(Id function) const {
  return std::string_view(view.names().of(function))
      .substr(0, copies[function]);
}

Id SpotFrames::of(Id node) const {
  const Model &model = view.model();
  Id charged = view.charged(node);
  if (charged == None || copies[model.frames[charged].function] == 0)
    return charged;
  Id result = charged;
  walkOutwards(model, node, [&, below = true](Id frame) mutable {
    below &= frame != charged;
    Id function = model.frames[frame].function;
    if (below || view.isLibrary(function) || copies[function] != 0)
      return false;
    if (function != None && !model.isOutside(function))
      result = frame;
    return true;
  });
  return result;
}

std::vector<Spot> collectSpots(const SpotFrames &places) {
  const View &view = places.view;
  const Model &model = view.model();
  Members members = findMembers(places);
  std::vector<Spot> spots(members.sizes.size() - 1);
  for (auto [node, number] : members.spotOf) {
    Spot &spot = spots[number - 1];
    if (spot.nodes.empty()) {
      const Frame &frame = model.frames[places.of(node)];
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
    spot.column = usualColumn(places, spot);
  return spots;
}

void eachFunctionBelow(const SpotFrames &places, Id node,
                       const std::function<void(Id function)> &visit) {
  const Model &model = places.view.model();
  Id end = places.of(node);
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

/// The frame from which the function of the spot's frame was called; None at
/// the root.
Id userCaller(const SpotFrames &places, Id node) {
  const View &view = places.view;
  const Model &model = view.model();
  Id own = places.of(node), caller = None;
  walkOutwards(model, node, [&, passed = false](Id frame) mutable {
    if (passed && !view.isLibrary(model.frames[frame].function)) {
      caller = frame;
      return true;
    }
    passed |= frame == own;
    return false;
  });
  return caller;
}

} // namespace

std::vector<FindingCaller> callersOf(const SpotFrames &places,
                                     const std::vector<const Spot *> &spots,
                                     size_t most) {
  const View &view = places.view;
  const Model &model = view.model();
  std::map<std::pair<Id, uint32_t>, Counts> found;
  for (const Spot *spot : spots)
    for (Id node : spot->nodes)
      if (Id frame = userCaller(places, node); frame != None)
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
