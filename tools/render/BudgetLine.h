// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is said of a budget, in one line, wherever it is said.
#ifndef ALLOCSITES_RENDER_BUDGETLINE_H
#define ALLOCSITES_RENDER_BUDGETLINE_H

#include "budget/Check.h"
#include "render/Style.h"

namespace allocsites {

/// "12.50kB", "1999", "9.985"
std::string amountText(double value, Lens lens);

/// Of a broken limit: "alloc_space is 39.72MB, at most 1MB is allowed"
std::string limitText(const LimitResult &result);

/// "parser: alloc_space is ...; alloc_objects is ..."
std::string budgetSummary(const BudgetResult &result);

/// "  39.72MB  join(...) words.cpp:14  [string concatenation]"
std::vector<std::string> worstBudgetLines(const ReportContext &context,
                                          const BudgetResult &result);

} // namespace allocsites

#endif
