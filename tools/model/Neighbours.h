// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who calls chosen rows, and whom they call, by weight.
#ifndef ALLOCSITES_MODEL_NEIGHBOURS_H
#define ALLOCSITES_MODEL_NEIGHBOURS_H

#include "model/Rows.h"

#include <functional>

namespace allocsites {

struct Neighbour {
  Row row;
  Counts weight; ///< of the contexts in which the two stand beside one another
};

struct Neighbourhood {
  Row row;
  std::vector<Neighbour> callers, callees; ///< largest first
};

/// For the rows that \p isChosen takes, the largest first.
std::vector<Neighbourhood>
neighbourhoods(const View &view, Granularity granularity, Lens lens,
               SortKey sort,
               const std::function<bool(const RowPlace &)> &isChosen);

} // namespace allocsites

#endif
