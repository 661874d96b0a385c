// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The results of `check`, for people and for what reads them in CI.
#ifndef ALLOCSITES_RENDER_BUDGETREPORT_H
#define ALLOCSITES_RENDER_BUDGETREPORT_H

#include "budget/Check.h"
#include "render/Style.h"

namespace allocsites {

/// The broken ones with their worst lines, then all in a line each.
void renderBudgets(Buffer &out, const ReportContext &context,
                   const std::vector<BudgetResult> &results);

/// {"kept": bool, "budgets": [{"name", "line", "kept", "limits": [{"lens",
/// "limit", "value", "most", "baseline", "kept"}], "worst": [...]}]}
void renderBudgetsJson(Buffer &out, const ReportContext &context,
                       const std::vector<BudgetResult> &results);

/// Workflow commands of GitHub Actions: an error at the worst line of each
/// broken budget. Paths are relative to \p folder where they lie in it.
void renderBudgetsGithub(Buffer &out, const ReportContext &context,
                         const std::vector<BudgetResult> &results,
                         const std::string &folder);

/// JUnit's XML: a test case for each budget.
void renderBudgetsJunit(Buffer &out, const ReportContext &context,
                        const std::vector<BudgetResult> &results);

} // namespace allocsites

#endif
