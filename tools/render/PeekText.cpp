// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/PeekText.h"

#include "support/Units.h"

namespace allocsites {

namespace {

constexpr const char *Separator = "--------------------------------------------"
                                  "--------------+-------------\n";

void printNeighbour(Buffer &out, ReportContext &context,
                    const Neighbour &neighbour, int64_t whole) {
  const LensInfo &lens = info(context.lens);
  int64_t weight = neighbour.weight[lens.lens];
  print(out, "{:>50} {} |   {}\n", formatValue(weight, lens.unit),
        formatPercent(weight, whole), displayRow(context, neighbour.row));
}

} // namespace

void renderPeek(Buffer &out, ReportContext &context,
                const std::vector<Neighbourhood> &entries) {
  const LensInfo &lens = info(context.lens);
  int64_t total = context.model.totals[lens.lens];
  printHeader(out, context);
  print(out, "{}", Separator);
  print(
      out,
      "      flat  flat%   sum%        cum   cum%   calls calls% + context\n");
  Counts sum;
  for (const Neighbourhood &entry : entries) {
    int64_t flat = entry.row.flat[lens.lens], cum = entry.row.cum[lens.lens];
    sum += entry.row.flat;
    print(out, "{}", Separator);
    for (const Neighbour &caller : entry.callers)
      printNeighbour(out, context, caller, cum);
    print(out, "{:>10} {} {} {:>10} {}                | {}\n",
          formatValue(flat, lens.unit), formatPercent(flat, total),
          formatPercent(sum[lens.lens], total), formatValue(cum, lens.unit),
          formatPercent(cum, total), displayRow(context, entry.row));
    for (const Neighbour &callee : entry.callees)
      printNeighbour(out, context, callee, cum);
  }
  if (!entries.empty())
    print(out, "{}", Separator);
}

} // namespace allocsites
