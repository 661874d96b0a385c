// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Allocations below functions that promise not to allocate.
// See also: docs/contracts.md, ALLOCSITES_SITE_NO_ALLOC in abi.h.
#ifndef ALLOCSITES_MODEL_BREACHES_H
#define ALLOCSITES_MODEL_BREACHES_H

#include "model/Rows.h"

#include <vector>

namespace allocsites {

/// A way from the function that promised to an allocation.
struct BreachPath {
  std::vector<uint32_t> rows; ///< of BreachTable::rows, callers first
  /// The function has no frames of its own, being without the plugin; the row
  /// is what called it.
  bool unseen;
  Counts counts;
  std::vector<CulpritShare> culprits;
};

/// A promise that was broken.
struct BrokenContract {
  Row function; ///< with the line where it begins
  Counts counts;
  std::vector<BreachPath> paths; ///< most first by the lens
};

struct BreachTable {
  std::vector<BrokenContract> contracts; ///< most first by the lens
  std::vector<RowPlace> rows;            ///< the lines of the paths
  Counts total;
};

/// Of the contexts that \p view keeps. The innermost promise counts; what is
/// below the label contracts=allowed breaks none.
BreachTable findBreaches(const View &view, Lens lens);

} // namespace allocsites

#endif
