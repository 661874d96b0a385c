// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The rows that a table of limited length shows, and what it leaves out.
#ifndef ALLOCSITES_MODEL_TOPTABLE_H
#define ALLOCSITES_MODEL_TOPTABLE_H

#include "model/Rows.h"

namespace allocsites {

struct TopOptions {
  Lens lens = Lens::AllocSpace;
  SortKey sort = SortKey::Flat;
  size_t nodeCount = 0;    ///< 0: all
  double nodeFraction = 0; ///< rows with less cum than this part are dropped
};

struct TopTable {
  std::vector<Row> rows; ///< sorted, cut to nodeCount
  size_t candidates = 0; ///< rows before the cut and after the drop
  size_t dropped = 0;    ///< for their cum
  uint64_t droppedBelow = 0;
  Counts shown; ///< sum of flat over `rows`
};

TopTable makeTopTable(std::vector<Row> rows, const Model &model,
                      const TopOptions &options);

} // namespace allocsites

#endif
