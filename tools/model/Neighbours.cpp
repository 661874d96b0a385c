// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Neighbours.h"

#include "model/Walk.h"
#include "support/Units.h"

#include <algorithm>
#include <unordered_map>

namespace allocsites {

namespace {

using Edge = uint64_t; ///< caller's row above callee's

struct EdgeState {
  Counts weight;
  uint32_t active = 0; ///< how often it is on the path
};

/// Counts rows as computeRows() does, and the edges beside chosen ones.
class EdgeCounter {
public:
  EdgeCounter(const View &view, const std::vector<Counts> &inclusive,
              RowKeys &keys,
              const std::function<bool(const RowPlace &)> &isChosen)
      : view(view), inclusive(inclusive), keys(keys), isChosen(isChosen) {}

  void enter(Id node, std::span<const Id> frames) {
    sizes.push_back(path.size());
    for (Id frame : frames) {
      uint32_t row = keys.rowOf(frame);
      if (EdgeState *edge = edgeTo(row); edge && edge->active++ == 0)
        edge->weight += inclusive[node];
      path.push_back(row);
    }
    Counts own = view.own(node);
    if (!own.any() || !view.chargedApart(node))
      return;
    if (EdgeState *edge = edgeTo(keys.rowOf(view.charged(node)));
        edge && edge->active == 0)
      edge->weight += own;
  }

  void leave(Id) {
    while (path.size() > sizes.back()) {
      uint32_t row = path.back();
      path.pop_back();
      if (EdgeState *edge = edgeTo(row))
        --edge->active;
    }
    sizes.pop_back();
  }

  std::unordered_map<Edge, EdgeState> edges;

private:
  bool chosen(uint32_t row) {
    if (choice.size() <= row)
      choice.resize(keys.rows.size() + 64, 0);
    if (choice[row] == 0)
      choice[row] = isChosen(keys.rows[row]) ? 1 : 2;
    return choice[row] == 1;
  }
  EdgeState *edgeTo(uint32_t row) {
    if (path.empty() || path.back() == row ||
        !(chosen(path.back()) || chosen(row)))
      return nullptr;
    return &edges[Edge(path.back()) << 32 | row];
  }

  const View &view;
  const std::vector<Counts> &inclusive;
  RowKeys &keys;
  const std::function<bool(const RowPlace &)> &isChosen;
  std::vector<uint8_t> choice; ///< by row: 0 unknown, 1 chosen, 2 not
  std::vector<uint32_t> path;
  std::vector<size_t> sizes;
};

} // namespace

std::vector<Neighbourhood>
neighbourhoods(const View &view, Granularity granularity, Lens lens,
               SortKey sort,
               const std::function<bool(const RowPlace &)> &isChosen) {
  const Model &model = view.model();
  std::vector<Counts> inclusive = inclusiveCounts(view);
  RowKeys keys(model, granularity);
  std::vector<RowTally> tallies = countRows(view, keys);
  EdgeCounter counter(view, inclusive, keys, isChosen);
  walk(view, inclusive, counter);

  // Neighbours that became rows behind the counting have no counts.
  tallies.resize(keys.rows.size());
  auto rowOf = [&](uint32_t id) {
    return Row{keys.rows[id], tallies[id].flat, tallies[id].cum};
  };
  std::unordered_map<uint32_t, Neighbourhood> byRow;
  for (uint32_t id = 1; id < keys.rows.size(); ++id)
    if ((tallies[id].cum.any() || tallies[id].flat.any()) &&
        isChosen(keys.rows[id]))
      byRow[id] = {rowOf(id), {}, {}};
  for (const auto &[edge, state] : counter.edges) {
    uint32_t caller = uint32_t(edge >> 32), callee = uint32_t(edge);
    if (auto at = byRow.find(callee); at != byRow.end())
      at->second.callers.push_back({rowOf(caller), state.weight});
    if (auto at = byRow.find(caller); at != byRow.end())
      at->second.callees.push_back({rowOf(callee), state.weight});
  }

  RowOrder order{model, lens, sort};
  auto heavier = [&](const Neighbour &a, const Neighbour &b) {
    uint64_t left = magnitude(a.weight[lens]),
             right = magnitude(b.weight[lens]);
    return left != right ? left > right : order.byPlace(a.row, b.row);
  };
  std::vector<Neighbourhood> result;
  for (auto &[id, entry] : byRow) {
    std::sort(entry.callers.begin(), entry.callers.end(), heavier);
    std::sort(entry.callees.begin(), entry.callees.end(), heavier);
    result.push_back(std::move(entry));
  }
  std::sort(result.begin(), result.end(),
            [&](const Neighbourhood &a, const Neighbourhood &b) {
              return order(a.row, b.row);
            });
  return result;
}

} // namespace allocsites
