// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/TopText.h"

#include "support/Units.h"

#include "allocsites/per_operation.h"

#include <algorithm>

namespace allocsites {

namespace {

/// Bytes an object, of the pair of lenses that \p lens belongs to.
std::string averageSize(const Counts &counts, const LensInfo &lens) {
  int64_t objects =
      counts[lens.unit == Unit::Objects ? lens.lens : lens.sibling];
  int64_t bytes = counts[lens.unit == Unit::Bytes ? lens.lens : lens.sibling];
  // In a difference the two may go different ways.
  return objects == 0 || (bytes < 0) != (objects < 0)
             ? "-"
             : formatBytes(uint64_t(bytes / objects));
}

} // namespace

void printAccount(Buffer &out, ReportContext &context, const TopTable &table) {
  const LensInfo &lens = info(context.lens);
  int64_t total = context.model.totals[lens.lens];
  int64_t shown = table.shown[lens.lens];
  print(out, "Showing nodes accounting for {}, {} of {} total\n",
        formatValue(shown, lens.unit), formatShortPercent(shown, total),
        formatValue(total, lens.unit));
  if (table.dropped != 0)
    print(out, "Dropped {} (cum <= {})\n", formatCount(table.dropped, "node"),
          formatValue(table.droppedBelow, lens.unit));
  printUnknownKind(out, context);
  if (table.rows.size() < table.candidates)
    print(out, "Showing top {} nodes out of {}\n", table.rows.size(),
          table.candidates);
}

void printTopTable(Buffer &out, ReportContext &context, const TopTable &table) {
  const LensInfo &lens = info(context.lens), &sibling = info(lens.sibling);
  int64_t total = context.model.totals[lens.lens];
  print(out, "{:>10} {:>5}% {:>5}% {:>10} {:>5}% {:>10} {:>10}\n", "flat",
        "flat", "sum", "cum", "cum",
        sibling.unit == Unit::Objects ? "objects" : "space", "avg");
  Counts sum;
  for (const Row &row : table.rows) {
    int64_t flat = row.flat[lens.lens], cum = row.cum[lens.lens];
    sum += row.flat;
    std::string flatText = fmt::format(
        "{:>10} {}", formatValue(flat, lens.unit), formatPercent(flat, total));
    std::string kind = kindNote(context, row.culprits(), context.lens);
    print(out, "{} {} {:>10} {} {:>10} {:>10}  {}{}{}\n",
          heat(context, flatText, flat, total),
          formatPercent(sum[lens.lens], total), formatValue(cum, lens.unit),
          formatPercent(cum, total),
          formatValue(row.flat[sibling.lens], sibling.unit),
          averageSize(row.flat, lens), displayRow(context, row),
          kind.empty() ? "" : "  ", kind);
  }
}

void renderTopRows(Buffer &out, ReportContext &context, const TopTable &table,
                   std::optional<uint64_t> operations) {
  auto each = [&](const Row &row, Lens lens) {
    return fitted(double(row.flat[lens]) / double(operations.value_or(1)));
  };
  // Sorted: behind those that allocate are only callers.
  auto end =
      std::find_if(table.rows.begin(), table.rows.end(),
                   [&](const Row &row) { return row.flat[context.lens] == 0; });
  size_t allocsWidth = perOperationWidth, bytesWidth = perOperationWidth;
  for (auto row = table.rows.begin(); row != end; ++row) {
    allocsWidth = std::max(allocsWidth, each(*row, Lens::AllocObjects).size());
    bytesWidth = std::max(bytesWidth, each(*row, Lens::AllocSpace).size());
  }
  const char *unit = operations ? "/op" : "";
  for (auto row = table.rows.begin(); row != end; ++row) {
    std::string kind = kindNote(context, row->culprits(), context.lens);
    print(out, "{:>{}} allocs{} {:>{}} B{}  {}{}{}\n",
          each(*row, Lens::AllocObjects), allocsWidth, unit,
          each(*row, Lens::AllocSpace), bytesWidth, unit,
          displayRow(context, *row), kind.empty() ? "" : "  ", kind);
  }
}

void renderTop(Buffer &out, ReportContext &context, const TopTable &table) {
  printHeader(out, context);
  printAccount(out, context, table);
  printTopTable(out, context, table);
}

} // namespace allocsites
