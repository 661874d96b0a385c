// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/BudgetLine.h"

#include "support/Units.h"

#include <cmath>

namespace allocsites {

std::string amountText(double value, Lens lens) {
  if (info(lens).unit == Unit::Bytes || value == std::floor(value))
    return formatValue(std::llround(value), info(lens).unit);
  return fmt::format("{:.4g}", value);
}

std::string limitText(const LimitResult &result) {
  Lens lens = result.limit.lens;
  if (!result.isKnown)
    return fmt::format("{} was not recorded: the program ran with it switched "
                       "off (ALLOCSITES_OPTIONS)",
                       info(lens).name);
  std::string text = fmt::format(
      "{} is {}, at most {} is allowed", info(lens).name,
      amountText(result.value, lens), amountText(result.most, lens));
  if (result.baseline)
    text += fmt::format(" (baseline {}, {})",
                        amountText(*result.baseline, lens), result.limit.text);
  return text;
}

std::string budgetSummary(const BudgetResult &result) {
  std::string text = printable(result.budget->name);
  const char *between = ": ";
  for (const LimitResult &limit : result.limits)
    if (limit.isBroken()) {
      text += between + limitText(limit);
      between = "; ";
    }
  return text;
}

std::vector<std::string> worstBudgetLines(const ReportContext &context,
                                          const BudgetResult &result) {
  std::vector<std::string> lines;
  const LimitResult *broken = result.broken();
  if (!broken)
    return lines;
  Lens lens = broken->limit.lens;
  ReportContext own{context.model, context.names,      result.view->kinds(),
                    lens,          Granularity::Lines, {}};
  own.fullNames = context.fullNames;
  for (const Row &row : result.worst) {
    std::string kinds = kindNote(own, row.culprits(), lens);
    lines.push_back(fmt::format(
        "{:>10}  {}{}{}",
        amountText(double(row.flat[lens]) / result.budget->operations, lens),
        displayRow(own, row), kinds.empty() ? "" : "  ", kinds));
  }
  return lines;
}

} // namespace allocsites
