// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/DiffTable.h"

#include <algorithm>
#include <cmath>

namespace allocsites {

LensChange DiffRow::change(const std::vector<Counts> &old,
                           const std::vector<Counts> &now, Lens lens) {
  auto values = [lens](const std::vector<Counts> &runs) {
    std::vector<int64_t> result;
    for (const Counts &counts : runs)
      result.push_back(counts[lens]);
    return result;
  };
  std::vector<int64_t> a = values(old), b = values(now);
  return {summarise(a), summarise(b), compare(a, b)};
}

DiffRow &DiffBuilder::row(const DiffPlace &place) {
  auto [entry, isNew] = rows.try_emplace(place);
  DiffRow &row = entry->second;
  if (isNew) {
    row.place = place;
    row.oldFlat.resize(oldRuns);
    row.oldCum.resize(oldRuns);
    row.newFlat.resize(newRuns);
    row.newCum.resize(newRuns);
  }
  return row;
}

DiffTable DiffBuilder::take(Lens lens) {
  DiffTable table;
  Lens sibling = info(lens).sibling;
  using Key = std::tuple<double, double, double>;
  std::vector<std::pair<Key, DiffRow>> changed;
  for (auto &[place, row] : rows) {
    LensChange flat = row.flat(lens), other = row.flat(sibling);
    if (!flat.comparison.differs && !other.comparison.differs) {
      ++table.same;
      continue;
    }
    auto weight = [](const LensChange &change) {
      return change.comparison.differs ? -std::abs(change.delta()) : 0;
    };
    Key key(weight(flat), weight(other), weight(row.cum(lens)));
    changed.emplace_back(key, std::move(row));
  }
  std::sort(changed.begin(), changed.end(), [](const auto &a, const auto &b) {
    return std::tie(a.first, a.second.place) <
           std::tie(b.first, b.second.place);
  });
  for (auto &[key, row] : changed)
    table.rows.push_back(std::move(row));
  table.total = std::move(total);
  return table;
}

} // namespace allocsites
