// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/LabelText.h"

#include "support/Units.h"

#include <algorithm>

namespace allocsites {

namespace {

constexpr Lens Columns[] = {Lens::AllocObjects, Lens::AllocSpace,
                            Lens::PeakSpace, Lens::InuseObjects,
                            Lens::InuseSpace};

std::string cells(const ReportContext &context, const Counts &counts) {
  std::string result;
  for (Lens lens : Columns)
    result +=
        fmt::format("{:>10} ", context.model.knows(lens)
                                   ? formatValue(counts[lens], info(lens).unit)
                                   : "-");
  return result;
}

} // namespace

void renderLabels(Buffer &out, ReportContext &context, const LabelTable &table,
                  const std::string &what, size_t count) {
  size_t shown =
      count == 0 ? table.rows.size() : std::min(count, table.rows.size());
  if (shown < table.rows.size())
    print(out, "Showing top {} of {} {}s\n", shown, table.rows.size(), what);
  print(out, "{:>10} {:>10} {:>10} {:>10} {:>10}  {}\n", "allocs", "bytes",
        "at peak", "leaked", "leaked B", what);
  auto row = [&](const LabelRow &row, const std::string &name) {
    print(out, "{} {}\n", cells(context, row.counts), name);
    for (const Row &line : row.lines)
      print(out, "{:>10} {:>10} {:>33}  {}\n",
            formatValue(line.flat[Lens::AllocObjects], Unit::Objects),
            formatValue(line.flat[Lens::AllocSpace], Unit::Bytes), "",
            displayRow(context, line));
  };
  for (size_t i = 0; i < shown; ++i)
    row(table.rows[i], printable(table.rows[i].value));
  if (shown < table.rows.size()) {
    LabelRow rest{};
    for (size_t i = shown; i < table.rows.size(); ++i)
      rest.counts += table.rows[i].counts;
    row(rest, fmt::format("({} more)", table.rows.size() - shown));
  }
  row(table.outside, fmt::format("(outside {}s)", what));
  print(out, "{} (total)\n", cells(context, table.total));
}

} // namespace allocsites
