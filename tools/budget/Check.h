// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether a profile keeps its budgets.
#ifndef ALLOCSITES_BUDGET_CHECK_H
#define ALLOCSITES_BUDGET_CHECK_H

#include "budget/Budget.h"
#include "model/Rows.h"

#include <memory>

namespace allocsites {

/// A profile with what is needed to look at parts of it.
struct CheckedProfile {
  const Model &model;
  Names &names;
  const LibraryRules &rules;
  const ViewOptions &options;
};

struct LimitResult {
  Limit limit;
  double value = 0; ///< of each operation
  double most = 0;  ///< the same
  /// What the limit is relative to; nothing if it is not.
  std::optional<double> baseline;
  /// Of a lens that the profile does not hold nothing is known.
  bool isKnown = true;

  bool isBroken() const { return !isKnown || value > most; }
};

struct BudgetResult {
  const Budget *budget;
  std::vector<LimitResult> limits;
  /// Neither a function nor a label of the profile is what the budget names.
  bool matchesNothing = false;
  /// Of a broken budget: the lines that count, by flat alone, most first by the
  /// first broken limit's lens.
  std::vector<Row> worst;
  std::shared_ptr<const View> view; ///< what the rows are of

  bool isBroken() const;
  /// The first broken limit.
  const LimitResult *broken() const;
};

/// \p baseline may be null if no budget needs one. At most \p worst lines each.
std::vector<BudgetResult> checkBudgets(const std::vector<Budget> &budgets,
                                       const CheckedProfile &profile,
                                       const CheckedProfile *baseline,
                                       size_t worst);

} // namespace allocsites

#endif
