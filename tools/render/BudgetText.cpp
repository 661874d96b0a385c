// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/BudgetReport.h"

#include "render/BudgetLine.h"
#include "support/Units.h"

#include <algorithm>

namespace allocsites {

void renderBudgets(Buffer &out, const ReportContext &context,
                   const std::vector<BudgetResult> &results) {
  size_t broken = 0;
  for (const BudgetResult &result : results) {
    if (!result.isBroken())
      continue;
    ++broken;
    print(out, "{}\n", budgetSummary(result));
    for (const std::string &line : worstBudgetLines(context, result))
      print(out, "    {}\n", line);
  }
  if (broken != 0)
    print(out, "\n");
  for (const BudgetResult &result : results)
    for (const LimitResult &limit : result.limits)
      print(out, "{:<7} {:<14} {:>10} of {:>10}  {}{}\n",
            limit.isBroken() ? "BROKEN" : "kept", info(limit.limit.lens).name,
            limit.isKnown ? amountText(limit.value, limit.limit.lens) : "-",
            amountText(limit.most, limit.limit.lens),
            printable(result.budget->name),
            result.matchesNothing ? "  (nothing in the profile is called so)"
                                  : "");
  print(out, "{} of {} broken\n", broken,
        formatCount(results.size(), "budget"));
}

} // namespace allocsites
