// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/BreachText.h"

#include "support/Units.h"

#include <algorithm>

namespace allocsites {

namespace {

std::string cells(const Counts &counts) {
  return fmt::format("{:>10} {:>10}",
                     formatValue(counts[Lens::AllocObjects], Unit::Objects),
                     formatValue(counts[Lens::AllocSpace], Unit::Bytes));
}

size_t shownOf(size_t all, size_t count) {
  return count == 0 ? all : std::min(all, count);
}

void renderLost(Buffer &out, const Counts &lost) {
  if (lost.any())
    print(
        out,
        "{} of {} could not be recorded: whether they break a contract is not "
        "known\n",
        formatCount(lost[Lens::AllocObjects], "allocation"),
        formatBytes(lost[Lens::AllocSpace]));
}

void renderContracts(Buffer &out, ReportContext &context,
                     const BreachTable &table, size_t count) {
  print(out, "{:>10} {:>10}  broken contract, and the calls below it\n",
        "allocs", "bytes");
  size_t shown = shownOf(table.contracts.size(), count);
  for (size_t i = 0; i < shown; ++i) {
    const BrokenContract &contract = table.contracts[i];
    print(out, "{}  {}\n", cells(contract.counts),
          displayRow(context, contract.function));
    size_t paths = shownOf(contract.paths.size(), count);
    for (size_t j = 0; j < paths; ++j) {
      const BreachPath &path = contract.paths[j];
      for (size_t k = 0; k < path.rows.size(); ++k) {
        std::string kind = k + 1 == path.rows.size() && !path.unseen
                               ? kindNote(context, path.culprits, context.lens)
                               : "";
        print(out, "{:>21}  {}{}{}{}\n",
              k == 0 ? cells(path.counts) : std::string(),
              path.unseen ? "  called by "
              : k == 0    ? "  "
                          : "    > ",
              displayRow(context, table.rows[path.rows[k]]),
              kind.empty() ? "" : "  ", kind);
      }
    }
    if (paths < contract.paths.size())
      print(out, "{:>21}    ({} more)\n", "", contract.paths.size() - paths);
  }
  if (shown < table.contracts.size())
    print(out, "{:>21}  ({} more)\n", "", table.contracts.size() - shown);
  print(out, "{}  (total)\n", cells(table.total));
}

} // namespace

void renderBreaches(Buffer &out, ReportContext &context,
                    const BreachTable &table, size_t count) {
  if (table.contracts.empty())
    print(out, "no contract is broken\n");
  else
    renderContracts(out, context, table, count);
  renderLost(out, context.model.lost);
}

} // namespace allocsites
