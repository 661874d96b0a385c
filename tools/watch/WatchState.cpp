// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "watch/WatchState.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace allocsites {

double valueOf(const WatchModel &model, const WatchModel::Row &row,
               Column column, SortKey key) {
  const ColumnInfo &each = info(column);
  if (each.isRate && model.seconds() > 0)
    return model.rate(row, each.lens, key);
  const Counts &counts = key == SortKey::Cum ? row.now.cum : row.now.flat;
  return double(counts[each.lens]);
}

std::vector<uint32_t> chooseRows(const WatchModel &model, const Places &places,
                                 const WatchState &state) {
  const std::vector<WatchModel::Row> &all = model.rows();
  struct Entry {
    double value;
    int64_t space, objects;
    uint32_t index;
  };
  std::vector<Entry> entries;
  for (uint32_t i = 0; i < all.size(); ++i) {
    const PlaceCounts &now = all[i].now;
    const WatchPlace &place = places[now.place];
    if (state.filter && !state.filter->matches(place.function) &&
        !state.filter->matches(place.file) && !state.filter->matches(now.kind))
      continue;
    const Counts &counts = state.key == SortKey::Cum ? now.cum : now.flat;
    if (!counts.any())
      continue; // only callers
    entries.push_back({valueOf(model, all[i], state.sort, state.key),
                       counts[Lens::AllocSpace], counts[Lens::AllocObjects],
                       i});
  }
  std::sort(entries.begin(), entries.end(),
            [&](const Entry &a, const Entry &b) {
              auto weight = [](const Entry &entry) {
                return std::tie(entry.value, entry.space, entry.objects);
              };
              if (weight(a) != weight(b))
                return weight(a) > weight(b);
              const WatchPlace &x = places[all[a.index].now.place];
              const WatchPlace &y = places[all[b.index].now.place];
              return std::tie(x.function, x.file, x.line) <
                     std::tie(y.function, y.file, y.line);
            });
  std::vector<uint32_t> rows;
  rows.reserve(entries.size());
  for (const Entry &entry : entries)
    rows.push_back(entry.index);
  return rows;
}

size_t selectedIndex(const WatchModel &model, const std::vector<uint32_t> &rows,
                     const WatchState &state) {
  if (state.selected)
    for (size_t i = 0; i < rows.size(); ++i)
      if (model.rows()[rows[i]].now.place == *state.selected)
        return i;
  return 0;
}

} // namespace allocsites
