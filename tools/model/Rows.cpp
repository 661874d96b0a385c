// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Rows.h"

#include "model/Walk.h"
#include "support/Units.h"

#include <algorithm>
#include <tuple>

namespace allocsites {

RowKeys::RowKeys(const Model &model, Granularity granularity,
                 const RowWishes &wishes)
    : wishes(wishes), model(model), granularity(granularity),
      rowOfFrame(model.frames.size(), 0) {
  if (granularity == Granularity::Functions)
    rowOfFunction.resize(model.functions.size(), 0);
  else if (granularity != Granularity::Files && !wishes.functions)
    rows.reserve(model.frames.size() + 2); // Nearly each has its own.
  rows.resize(rest() + 1);
}

uint32_t RowKeys::find(Id frameId) {
  const Frame &frame = model.frames[frameId];
  if (wishes.functions && !(*wishes.functions)[frame.function])
    return rest();
  const Function &function = model.functions[frame.function];
  RowPlace key{frame.function, function.file, frame.line, frame.column};
  switch (granularity) {
  case Granularity::Functions: {
    uint32_t &row = rowOfFunction[frame.function];
    if (row == 0) {
      key.line = function.startLine;
      key.column = 0;
      row = uint32_t(rows.size());
      rows.push_back(key);
    }
    return row;
  }
  case Granularity::Files:
    // What has no file stays apart by name.
    if (function.file != None)
      key.function = None;
    key.line = key.column = 0;
    break;
  case Granularity::Lines:
  case Granularity::Columns:
    break;
  }
  return findByKey(key);
}

uint32_t RowKeys::findByKey(const RowPlace &key) {
  bool byColumn = granularity == Granularity::Columns;
  uint64_t hash = mix(mix(0, key.function), key.file);
  hash = mix(hash, uint64_t(key.line) << 32 | (byColumn ? key.column : 0));
  uint32_t row = table.findOrInsert(
      hash,
      [&](uint32_t id) {
        const RowPlace &known = rows[id];
        return known.function == key.function && known.file == key.file &&
               known.line == key.line &&
               (!byColumn || known.column == key.column);
      },
      [&] {
        rows.push_back(key);
        return uint32_t(rows.size() - 1);
      });
  if (rows[row].column != key.column)
    rows[row].column = 0;
  return row;
}

namespace {

/// The rows of each node's frames, looked up for many nodes at a time: memory
/// that no cache holds is then waited for together.
class RowAhead {
public:
  RowAhead(const View &view, const std::vector<Counts> &inclusive,
           RowKeys &keys)
      : view(view), inclusive(inclusive), keys(keys) {}

  /// Nodes that walk() visits, in its order.
  std::span<const uint32_t> of(Id node) {
    if (node >= first + begins.size() - 1)
      lookUp(node);
    size_t at = node - first;
    return {rows.data() + begins[at], begins[at + 1] - begins[at]};
  }
  /// The row that the node of the last of(), which has own counts, is charged
  /// to.
  uint32_t charged(Id node) const { return chargedRows[node - first]; }

  /// Of what was looked up: of later nodes' rows, too.
  const uint32_t *end() const { return rows.data() + rows.size(); }

private:
  static constexpr size_t Most = 512; ///< nodes

  void lookUp(Id node) {
    size_t count = std::min(Most, view.model().nodes.size() - node);
    first = node;
    rows.clear();
    begins.assign(1, 0);
    chargedRows.clear();
    bool all = view.model().isDifference; // see walk()
    for (Id end = Id(node + count); node < end; ++node) {
      if (all || inclusive[node].any())
        for (Id frame : view.framesOf(node, scratch))
          rows.push_back(keys.rowOf(frame));
      begins.push_back(uint32_t(rows.size()));
      bool counts = view.keeps(node) && view.model().own[node].any();
      chargedRows.push_back(counts ? keys.rowOf(view.charged(node)) : 0);
    }
  }

  const View &view;
  const std::vector<Counts> &inclusive;
  RowKeys &keys;
  Id first = 0;
  std::vector<uint32_t> rows, chargedRows, begins{0};
  std::vector<Id> scratch;
};

class RowCounter {
public:
  RowCounter(const View &view, const std::vector<Counts> &inclusive,
             RowKeys &keys, ChargedContexts *contexts)
      : view(view), inclusive(inclusive), keys(keys),
        ahead(view, inclusive, keys), contexts(contexts) {
    tallies.reserve(keys.rows.capacity());
  }

  void enter(Id node) {
    sizes.push_back(path.size());
    std::span<const uint32_t> rows = ahead.of(node);
    if (tallies.size() < keys.rows.size())
      tallies.resize(keys.rows.size());
    const uint32_t *all = ahead.end();
    for (const uint32_t &row : rows) {
      if (all - &row > Distance)
        prefetch(tallies[(&row)[Distance]]);
      RowTally &tally = tallies[row];
      if (tally.active++ == 0)
        tally.cum += inclusive[node];
      path.push_back(row);
    }
    if (!view.keeps(node))
      return;
    const Counts &own = view.model().own[node];
    if (!own.any())
      return;
    RowTally &tally = tallies[ahead.charged(node)];
    tally.flat += own;
    if (contexts)
      contexts->add(node, tally.context);
    if (view.chargedApart(node) && tally.active == 0)
      tally.cum += own;
  }

  void leave(Id) {
    for (; path.size() > sizes.back(); path.pop_back())
      --tallies[path.back()].active;
    sizes.pop_back();
  }

  std::vector<RowTally> tallies;

private:
  static constexpr ptrdiff_t Distance = 12; ///< rows

  static void prefetch(RowTally &tally) {
    __builtin_prefetch(&tally.cum, 1);
    __builtin_prefetch(&tally.flat, 1);
  }

  const View &view;
  const std::vector<Counts> &inclusive;
  RowKeys &keys;
  RowAhead ahead;
  ChargedContexts *contexts;
  std::vector<uint32_t> path; ///< rows
  std::vector<size_t> sizes;  ///< of the path, by depth
};

} // namespace

std::vector<RowTally> countRows(const View &view,
                                const std::vector<Counts> &inclusive,
                                RowKeys &keys, ChargedContexts *contexts) {
  RowCounter counter(view, inclusive, keys, contexts);
  walk(view, inclusive, counter);
  counter.tallies.resize(keys.rows.size());
  return std::move(counter.tallies);
}

const char *granularityName(Granularity granularity) {
  static constexpr const char *Names[] = {"functions", "lines", "columns",
                                          "files"};
  return Names[size_t(granularity)];
}

std::vector<Row> computeRows(const View &view, Granularity granularity,
                             const RowWishes &wishes) {
  RowKeys keys(view.model(), granularity, wishes);
  auto contexts = std::make_shared<ChargedContexts>(view);
  std::vector<RowTally> tallies =
      countRows(view, inclusiveCounts(view), keys, contexts.get());
  tallies[keys.rest()] = {};
  std::vector<Id> last;
  last.reserve(tallies.size());
  size_t count = 0;
  for (const RowTally &tally : tallies) {
    last.push_back(tally.context);
    count += tally.cum.any() || tally.flat.any();
  }
  contexts->close(std::move(last));
  std::vector<Row> rows;
  rows.reserve(count);
  for (uint32_t i = 0; i < tallies.size(); ++i)
    if (tallies[i].cum.any() || tallies[i].flat.any()) {
      rows.push_back(
          {keys.rows[i], tallies[i].flat, tallies[i].cum, contexts, i});
      if (wishes.distributions)
        rows.back().distribution = contexts->distribution(i);
    }
  return rows;
}

bool RowOrder::operator()(const Row &a, const Row &b) const {
  Lens sibling = info(lens).sibling;
  auto weight = [&](const Row &row) {
    uint64_t flat = magnitude(row.flat[lens]), cum = magnitude(row.cum[lens]);
    uint64_t flatToo = magnitude(row.flat[sibling]),
             cumToo = magnitude(row.cum[sibling]);
    return key == SortKey::Flat ? std::tuple(flat, cum, flatToo, cumToo)
                                : std::tuple(cum, flat, cumToo, flatToo);
  };
  auto left = weight(a), right = weight(b);
  return left != right ? left > right : byPlace(a, b);
}

bool RowOrder::byPlace(const RowPlace &a, const RowPlace &b) const {
  auto place = [&](const RowPlace &row) {
    return std::tuple(model.nameOf(row.function), model.string(row.file),
                      row.line, row.column);
  };
  return place(a) < place(b);
}

} // namespace allocsites
