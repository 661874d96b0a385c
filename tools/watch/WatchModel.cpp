// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "watch/WatchModel.h"

#include <algorithm>

namespace allocsites {

void WatchModel::take(Sample sample) {
  bool comparable =
      any && sample.granularity == granularity && sample.timeNs > timeNs;
  std::vector<const Row *> before;
  if (comparable)
    for (const Row &row : current) {
      if (before.size() <= row.now.place)
        before.resize(row.now.place + 1);
      before[row.now.place] = &row;
    }
  std::vector<Row> next;
  next.reserve(sample.rows.size());
  for (PlaceCounts &counts : sample.rows) {
    PlaceId place = counts.place;
    Row row{std::move(counts), {}, {}};
    if (place < before.size() && before[place]) {
      row.flatBefore = before[place]->now.flat;
      row.cumBefore = before[place]->now.cum;
    }
    next.push_back(std::move(row));
  }
  current = std::move(next);
  elapsedNs = comparable ? sample.timeNs - timeNs : 0;
  totalsBefore = theTotals;
  theTotals = sample.totals;
  tracking = sample.tracking;
  granularity = sample.granularity;
  timeNs = sample.timeNs;
  any = true;
}

void WatchModel::restart() {
  any = false;
  elapsedNs = 0;
  theTotals = {};
  current.clear();
}

double WatchModel::perSecond(int64_t now, int64_t before) const {
  return elapsedNs == 0
             ? 0
             : double(std::max<int64_t>(now - before, 0)) / seconds();
}

double WatchModel::rate(const Row &row, Lens lens, SortKey key) const {
  return key == SortKey::Cum
             ? perSecond(row.now.cum[lens], row.cumBefore[lens])
             : perSecond(row.now.flat[lens], row.flatBefore[lens]);
}

double WatchModel::totalRate(Lens lens) const {
  return perSecond(theTotals[lens], totalsBefore[lens]);
}

} // namespace allocsites
