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

RowPlace RowKeys::keyOf(Id frameId) const {
  const Frame &frame = model.frames[frameId];
  const Function &function = model.functions[frame.function];
  RowPlace key{frame.function, function.file, frame.line, frame.column};
  switch (granularity) {
  case Granularity::Functions:
    key.line = function.startLine;
    key.column = 0;
    break;
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
  return key;
}

uint32_t RowKeys::find(Id frame) {
  Id function = model.frames[frame].function;
  if (wishes.functions && !(*wishes.functions)[function])
    return rest();
  if (granularity != Granularity::Functions)
    return findByKey(keyOf(frame));
  uint32_t &row = rowOfFunction[function];
  if (row == 0) {
    row = uint32_t(rows.size());
    rows.push_back(keyOf(frame));
  }
  return row;
}

void RowKeys::makeRows(const std::vector<uint8_t> &wanted) {
  constexpr Id Distance = 16;
  bool byKey = granularity != Granularity::Functions && !wishes.functions;
  Id count = Id(model.frames.size());
  for (Id frame = 1; frame < count; ++frame) {
    if (Id soon = frame + Distance; byKey && soon < count && wanted[soon])
      table.prefetch(hashOf(keyOf(soon)));
    if (wanted[frame])
      rowOf(frame);
  }
}

uint64_t RowKeys::hashOf(const RowPlace &key) const {
  bool byColumn = granularity == Granularity::Columns;
  uint64_t hash = mix(mix(0, key.function), key.file);
  return mix(hash, uint64_t(key.line) << 32 | (byColumn ? key.column : 0));
}

uint32_t RowKeys::findByKey(const RowPlace &key) {
  bool byColumn = granularity == Granularity::Columns;
  uint32_t row = table.findOrInsert(
      hashOf(key),
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

/// The rows of the frames of each site, where they go by site. The frames of
/// many nodes are those of few sites.
class SiteRows {
public:
  SiteRows(const View &view, const std::vector<uint8_t> &kept, RowKeys &keys) {
    if (!view.framesGoBySite())
      return;
    const Model &model = view.model();
    std::vector<uint8_t> sites(model.sites.size()), frames(model.frames.size());
    for (Id node = Model::Root + 1; node < kept.size(); ++node)
      sites[model.nodes[node].site] |= kept[node];
    for (Id site = 0; site < sites.size(); ++site)
      if (sites[site])
        for (Id frame : view.framesOfSite(site))
          frames[frame] = 1;
    keys.makeRows(frames);
    begins.reserve(sites.size() + 1);
    for (Id site = 0; site < sites.size(); ++site) {
      if (sites[site])
        for (Id frame : view.framesOfSite(site))
          if (uint32_t row = keys.rowOf(frame); row != keys.rest())
            rows.push_back(row);
      begins.push_back(uint32_t(rows.size()));
    }
  }

  explicit operator bool() const { return begins.size() > 1; }
  std::span<const uint32_t> of(Id site) const {
    return {rows.data() + begins[site], begins[site + 1] - begins[site]};
  }
  void prefetch(Id site) const { __builtin_prefetch(&begins[site]); }

private:
  std::vector<uint32_t> rows, begins{0};
};

/// The rows of each node's frames, looked up for many nodes at a time: memory
/// that no cache holds is then waited for together.
class RowAhead {
public:
  /// \p kept is keptSubtrees(view).
  RowAhead(const View &view, const std::vector<uint8_t> &kept, RowKeys &keys)
      : view(view), kept(kept), keys(keys), siteRows(view, kept, keys) {}

  /// Nodes of subtrees that are kept, in the order of walkWhere().
  std::span<const uint32_t> of(Id node) {
    if (node >= first + begins.size() - 1)
      lookUp(node);
    size_t at = node - first;
    return {rows.data() + begins[at], begins[at + 1] - begins[at]};
  }
  /// The row that the own counts of the node of the last of() are charged to;
  /// keys.rest() without any.
  uint32_t charged(Id node) const { return chargedRows[node - first]; }

  /// There will hardly be more.
  size_t mostRows() const {
    size_t known = keys.rows.size();
    return siteRows ? known + known / 8 : keys.rows.capacity();
  }

  /// Of what was looked up: of later nodes' rows, too.
  const uint32_t *end() const { return rows.data() + rows.size(); }

private:
  static constexpr size_t Most = 512; ///< nodes
  static constexpr Id Distance = 16;  ///< nodes

  void lookUp(Id node) {
    const std::vector<Node> &nodes = view.model().nodes;
    first = node;
    rows.clear();
    begins.assign(1, 0);
    chargedRows.clear();
    Id end = Id(std::min(node + Most, nodes.size()));
    for (; node < end; ++node) {
      if (Id soon = node + Distance; soon < end) {
        if (siteRows)
          siteRows.prefetch(nodes[soon].site);
        keys.prefetchRowOf(view.charged(soon));
      }
      if (kept[node])
        appendRows(node);
      begins.push_back(uint32_t(rows.size()));
      bool counts = view.keeps(node) && view.model().own[node].any();
      chargedRows.push_back(counts ? keys.rowOf(view.charged(node))
                                   : keys.rest());
    }
  }

  void appendRows(Id node) {
    if (siteRows) {
      auto known = siteRows.of(view.model().nodes[node].site);
      rows.insert(rows.end(), known.begin(), known.end());
      return;
    }
    for (Id frame : view.framesOf(node, scratch))
      if (uint32_t row = keys.rowOf(frame); row != keys.rest())
        rows.push_back(row);
  }

  const View &view;
  const std::vector<uint8_t> &kept;
  RowKeys &keys;
  SiteRows siteRows;
  Id first = 0;
  std::vector<uint32_t> rows, chargedRows, begins{0};
  std::vector<Id> scratch;
};

/// Adds all own counts up in the order of the walk: what was added while a row
/// was on the path is the row's cum.
class RowCounter {
public:
  RowCounter(const View &view, const std::vector<uint8_t> &kept, RowKeys &keys,
             ChargedContexts *contexts)
      : view(view), keys(keys), ahead(view, kept, keys), contexts(contexts) {
    tallies.reserve(ahead.mostRows());
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
        tally.cum -= sum;
      path.push_back(row);
    }
    if (!view.keeps(node))
      return;
    const Counts &own = view.model().own[node];
    sum += own;
    uint32_t charged = ahead.charged(node);
    if (charged == keys.rest())
      return;
    RowTally &tally = tallies[charged];
    tally.flat += own;
    if (contexts)
      contexts->add(node, tally.context);
    if (view.chargedApart(node) && tally.active == 0)
      tally.cum += own;
  }

  void leave(Id) {
    for (; path.size() > sizes.back(); path.pop_back())
      if (RowTally &tally = tallies[path.back()]; --tally.active == 0)
        tally.cum += sum;
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
  RowKeys &keys;
  RowAhead ahead;
  ChargedContexts *contexts;
  Counts sum;                 ///< of the own counts so far
  std::vector<uint32_t> path; ///< rows
  std::vector<size_t> sizes;  ///< of the path, by depth
};

} // namespace

std::vector<RowTally> countRows(const View &view, RowKeys &keys,
                                ChargedContexts *contexts) {
  std::vector<uint8_t> kept = keptSubtrees(view);
  RowCounter counter(view, kept, keys, contexts);
  walkWhere(view, [&](Id node) { return kept[node]; }, counter);
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
  std::vector<RowTally> tallies = countRows(view, keys, contexts.get());
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
