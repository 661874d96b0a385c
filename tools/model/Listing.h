// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The counts of chosen functions line by line.
#ifndef ALLOCSITES_MODEL_LISTING_H
#define ALLOCSITES_MODEL_LISTING_H

#include "model/Rows.h"
#include "support/Result.h"

#include <functional>

namespace allocsites {

struct ListedFunction {
  Row total;              ///< of the function
  std::vector<Row> lines; ///< ascending by line
};

/// Functions with counts that \p pattern means, the largest first. It is
/// searched in function names; if it is in none, in file names; `FILE:LINE`
/// means the functions that have counts on that line. Fails if none is meant.
/// Functions have their distributions if they are asked for.
Result<std::vector<ListedFunction>> listFunctions(const View &view,
                                                  const std::string &pattern,
                                                  Lens lens, SortKey sort,
                                                  bool distributions = false);

/// The same of the functions that \p isChosen takes; perhaps none.
std::vector<ListedFunction>
listChosen(const View &view, const std::function<bool(const Row &)> &isChosen,
           Lens lens, SortKey sort);

} // namespace allocsites

#endif
