// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Breaches.h"

#include "allocsites/abi.h"
#include "allocsites/format.h"
#include "model/Walk.h"
#include "support/StableSort.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace allocsites {

namespace {

/// What is promised where a path has got to.
struct State {
  size_t depth = 0;   ///< rows on the path
  size_t begin = 0;   ///< the row of the function that promised
  Id promised = None; ///< that function; None: nobody
  bool allowed = false;
};

class Finder {
public:
  Finder(const View &view, BreachTable &table)
      : view(view), model(view.model()), table(table),
        keys(model, Granularity::Lines) {}

  void enter(Id node, std::span<const Id> frames) {
    State state = states.empty() ? State() : states.back();
    const Site &site = model.sites[model.nodes[node].site];
    if (site.kind == SiteKind::Label)
      state.allowed |= model.string(site.type) == format::AllowedLabel;
    Id outermost = promise(site, state);
    for (Id frame : frames) {
      // Callers have lower numbers.
      if (outermost != None && frame < outermost)
        state.begin = path.size() + 1;
      path.push_back(keys.rowOf(frame));
    }
    state.depth = path.size();
    states.push_back(state);
    Counts own = view.own(node);
    if (state.promised == None || own[Lens::AllocObjects] == 0)
      return;
    std::vector<uint32_t> rows(path.begin() + long(state.begin), path.end());
    bool unseen = rows.empty();
    if (view.chargedApart(node) || unseen)
      rows.push_back(keys.rowOf(view.charged(node)));
    add(state.promised, std::move(rows), unseen, view.kinds().of(node), own);
  }

  void leave(Id) {
    states.pop_back();
    path.resize(states.empty() ? 0 : states.back().depth);
  }

  void finish(Lens lens) {
    table.rows = std::move(keys.rows);
    auto most = [lens](const auto &a, const auto &b) {
      return a.counts[lens] > b.counts[lens];
    };
    for (BrokenContract &each : table.contracts) {
      table.total += each.counts;
      stableSort(each.paths, most);
    }
    stableSort(table.contracts, most);
  }

private:
  /// Changes \p state by what the site's functions say. The result is the frame
  /// of the one that promises, if it is one of the site's.
  Id promise(const Site &site, State &state) {
    if (state.allowed)
      state.promised = None;
    if (state.allowed || site.kind == SiteKind::Label)
      return None;
    if (site.flags & ALLOCSITES_SITE_MAY_ALLOC)
      state.promised = None;
    if (!(site.flags & ALLOCSITES_SITE_NO_ALLOC))
      return None;
    uint32_t number = site.flags >> ALLOCSITES_CONTRACT_FRAME_SHIFT &
                      ALLOCSITES_CONTRACT_FRAME_MAX;
    state.begin = path.size();
    if (number == 0 && site.callee != None) {
      state.promised = site.callee;
      return ~Id(0); // none of the frames is below it
    }
    Id frame = site.frame;
    for (; number > 1 && model.frames[frame].caller != None; --number)
      frame = model.frames[frame].caller;
    state.promised = model.frames[frame].function;
    return frame;
  }

  void add(Id promised, std::vector<uint32_t> rows, bool unseen,
           CulpritId culprit, const Counts &counts) {
    auto [found, isNew] = numbers.try_emplace(promised, table.contracts.size());
    if (isNew) {
      const Function &function = model.functions[promised];
      table.contracts.push_back(
          {{{promised, function.file, function.startLine, 0}, {}, {}}, {}, {}});
      ways.emplace_back();
    }
    BrokenContract &contract = table.contracts[found->second];
    contract.counts += counts;
    auto [way, isNewWay] =
        ways[found->second].try_emplace(std::move(rows), contract.paths.size());
    if (isNewWay)
      contract.paths.push_back({way->first, unseen, {}, {}});
    BreachPath &path = contract.paths[way->second];
    path.counts += counts;
    auto share = std::find_if(
        path.culprits.begin(), path.culprits.end(),
        [&](const CulpritShare &each) { return each.culprit == culprit; });
    if (share == path.culprits.end())
      path.culprits.push_back({culprit, counts});
    else
      share->counts += counts;
  }

  const View &view;
  const Model &model;
  BreachTable &table;
  RowKeys keys;
  std::vector<State> states;
  std::vector<uint32_t> path;
  std::unordered_map<Id, size_t> numbers; ///< by function
  /// By contract: its paths by their rows.
  std::vector<std::map<std::vector<uint32_t>, size_t>> ways;
};

} // namespace

BreachTable findBreaches(const View &view, Lens lens) {
  BreachTable table;
  Finder finder(view, table);
  walk(view, inclusiveCounts(view), finder);
  finder.finish(lens);
  return table;
}

} // namespace allocsites
