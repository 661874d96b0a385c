// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Rows.h"

#include "model/Walk.h"
#include "support/Units.h"

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
  rows.push_back({});
  if (wishes.functions)
    rows.push_back({});
}

uint32_t RowKeys::find(Id frameId) {
  const Frame &frame = model.frames[frameId];
  if (wishes.functions && !(*wishes.functions)[frame.function])
    return rest();
  const Function &function = model.functions[frame.function];
  Row key{frame.function, function.file, frame.line, frame.column, {}, {}};
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

uint32_t RowKeys::findByKey(const Row &key) {
  bool byColumn = granularity == Granularity::Columns;
  uint64_t hash = mix(mix(0, key.function), key.file);
  hash = mix(hash, uint64_t(key.line) << 32 | (byColumn ? key.column : 0));
  uint32_t row = table.findOrInsert(
      hash,
      [&](uint32_t id) {
        const Row &known = rows[id];
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

class RowCounter {
public:
  RowCounter(const View &view, const std::vector<Counts> &inclusive,
             RowKeys &keys, CulpritShares *shares)
      : view(view), inclusive(inclusive), keys(keys), shares(shares) {}

  void enter(Id node, std::span<const Id> frames) {
    sizes.push_back(path.size());
    for (Id frame : frames) {
      uint32_t row = keys.rowOf(frame);
      if (active.size() <= row)
        active.resize(keys.rows.size() + 64);
      if (active[row]++ == 0)
        keys.rows[row].cum += inclusive[node];
      path.push_back(row);
    }
    Counts own = view.own(node);
    if (!own.any())
      return;
    uint32_t row = keys.rowOf(view.charged(node));
    keys.rows[row].flat += own;
    if (shares && (row != keys.rest() || row == 0)) {
      shares->add(row, view.kinds().of(node), own);
      if (keys.wishes.distributions && view.model().distributions.has(node)) {
        std::shared_ptr<Distribution> &sum = keys.rows[row].distribution;
        if (!sum)
          sum = std::make_shared<Distribution>();
        *sum += view.model().distributions.of(node);
      }
    }
    if (view.chargedApart(node) && (active.size() <= row || active[row] == 0))
      keys.rows[row].cum += own;
  }

  void leave(Id) {
    for (; path.size() > sizes.back(); path.pop_back())
      --active[path.back()];
    sizes.pop_back();
  }

private:
  const View &view;
  const std::vector<Counts> &inclusive;
  RowKeys &keys;
  CulpritShares *shares;
  std::vector<uint32_t> active; ///< by row: how often it is on the path
  std::vector<uint32_t> path;   ///< rows
  std::vector<size_t> sizes;    ///< of the path, by depth
};

} // namespace

void countRows(const View &view, const std::vector<Counts> &inclusive,
               RowKeys &keys, CulpritShares *shares) {
  RowCounter counter(view, inclusive, keys, shares);
  walk(view, inclusive, counter);
}

const char *granularityName(Granularity granularity) {
  static constexpr const char *Names[] = {"functions", "lines", "columns",
                                          "files"};
  return Names[size_t(granularity)];
}

std::vector<Row> computeRows(const View &view, Granularity granularity,
                             const RowWishes &wishes) {
  RowKeys keys(view.model(), granularity, wishes);
  auto shares = std::make_shared<CulpritShares>();
  countRows(view, inclusiveCounts(view), keys, shares.get());
  keys.rows[keys.rest()] = {};
  std::vector<Row> rows = std::move(keys.rows);
  for (uint32_t i = 0; i < rows.size(); ++i) {
    rows[i].shares = shares;
    rows[i].number = i;
  }
  std::erase_if(
      rows, [](const Row &row) { return !row.cum.any() && !row.flat.any(); });
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

bool RowOrder::byPlace(const Row &a, const Row &b) const {
  auto place = [&](const Row &row) {
    return std::tuple(model.nameOf(row.function), model.string(row.file),
                      row.line, row.column);
  };
  return place(a) < place(b);
}

} // namespace allocsites
