// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What was allocated below each value of a label, such as each test.
#ifndef ALLOCSITES_MODEL_LABELROWS_H
#define ALLOCSITES_MODEL_LABELROWS_H

#include "model/Rows.h"

#include <string>

namespace allocsites {

struct LabelRow {
  std::string_view value; ///< the model's
  Counts counts;
  std::vector<Row> lines; ///< flat alone, most first; cut to those asked for
};

struct LabelTable {
  /// Most first by the lens, then by value; with values that allocated nothing.
  std::vector<LabelRow> rows;
  LabelRow outside; ///< what has no such label
  Counts total;     ///< of the rows and outside: what the view keeps
};

/// Contexts below several labels \p key count for the innermost one. \p worst
/// is how many lines to give for each.
LabelTable labelRows(const View &view, std::string_view key, Lens lens,
                     size_t worst);

} // namespace allocsites

#endif
