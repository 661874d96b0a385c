// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/TopTable.h"

#include "support/Units.h"

#include <algorithm>

namespace allocsites {

TopTable makeTopTable(std::vector<Row> rows, const Model &model,
                      const TopOptions &options) {
  TopTable table;
  table.droppedBelow =
      uint64_t(double(model.totals[options.lens]) * options.nodeFraction);
  size_t before = rows.size();
  std::erase_if(rows, [&](const Row &row) {
    return options.nodeFraction > 0 &&
           magnitude(row.cum[options.lens]) <= table.droppedBelow;
  });
  table.dropped = before - rows.size();
  table.candidates = rows.size();
  RowOrder order{model, options.lens, options.sort};
  if (options.nodeCount != 0 && rows.size() > options.nodeCount) {
    std::partial_sort(rows.begin(), rows.begin() + options.nodeCount,
                      rows.end(), order);
    rows.resize(options.nodeCount);
  } else {
    std::sort(rows.begin(), rows.end(), order);
  }
  for (const Row &row : rows)
    table.shown += row.flat;
  table.rows = std::move(rows);
  return table;
}

} // namespace allocsites
