// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same places in several runs of two versions of a program.
#ifndef ALLOCSITES_MODEL_DIFFTABLE_H
#define ALLOCSITES_MODEL_DIFFTABLE_H

#include "model/Lens.h"
#include "model/Statistics.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace allocsites {

/// What stays the same from one run to the next; None and 0 as in a Row.
struct DiffPlace {
  std::string linkageName, file;
  uint32_t line = 0, column = 0;

  auto operator<=>(const DiffPlace &) const = default;
};

/// A lens of one place, or of all.
struct LensChange {
  Summary old, now;
  Comparison comparison;

  double delta() const { return now.median - old.median; }
};

struct DiffRow {
  DiffPlace place;
  std::string function;         ///< readable name
  std::string text;             ///< as `top` shows the place
  std::string oldNote, newNote; ///< kinds
  /// By run.
  std::vector<Counts> oldFlat, newFlat, oldCum, newCum;

  LensChange flat(Lens lens) const { return change(oldFlat, newFlat, lens); }
  LensChange cum(Lens lens) const { return change(oldCum, newCum, lens); }

  static LensChange change(const std::vector<Counts> &old,
                           const std::vector<Counts> &now, Lens lens);
};

struct DiffTable {
  std::vector<std::string> oldRuns, newRuns; ///< paths
  DiffRow total;                             ///< its flat alone
  std::vector<DiffRow> rows;                 ///< those that differ, see sort()
  size_t same = 0;                           ///< rows that do not
};

/// Collects rows run by run.
class DiffBuilder {
public:
  DiffBuilder(size_t oldRuns, size_t newRuns)
      : oldRuns(oldRuns), newRuns(newRuns) {}

  /// The row of \p place, with a 0 for each run. `function`, `text` and the
  /// notes are the caller's to fill in if they are empty.
  DiffRow &row(const DiffPlace &place);

  /// The rows that differ in \p lens or its sibling, the largest change first.
  DiffTable take(Lens lens);

  DiffRow total;

private:
  size_t oldRuns, newRuns;
  std::map<DiffPlace, DiffRow> rows;
};

} // namespace allocsites

#endif
