// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/Diff.h"
#include "support/Units.h"

#include <cmath>

namespace allocsites {

namespace {

/// "12.50kB", and of several runs "12.50kB ± 3%".
std::string cell(const Summary &summary, Unit unit, bool several) {
  std::string text = formatValue(std::llround(summary.median), unit);
  if (!several)
    return text;
  double spread =
      summary.median == 0 ? 0 : summary.spread() / std::abs(summary.median);
  return text + fmt::format(" ± {:.0f}%", spread * 100);
}

std::string percent(const LensChange &change) {
  if (!change.comparison.differs)
    return "~";
  if (change.old.median == 0)
    return "new";
  return fmt::format("{:+.1f}%", change.delta() / change.old.median * 100);
}

std::string signedValue(const LensChange &change, Unit unit) {
  if (!change.comparison.differs)
    return "~";
  int64_t delta = std::llround(change.delta());
  return (delta > 0 ? "+" : "") + formatValue(delta, unit);
}

/// "  [string concatenation] -> [string growth]"
std::string note(const DiffRow &row) {
  if (row.oldNote.empty() && row.newNote.empty())
    return "";
  if (row.oldNote.empty() || row.oldNote == row.newNote)
    return "  " + row.newNote;
  if (row.newNote.empty())
    return "  " + row.oldNote;
  return fmt::format("  {} -> {}", row.oldNote, row.newNote);
}

class Printer {
public:
  Printer(Buffer &out, const ReportContext &context, const DiffTable &table)
      : out(out), context(context),
        several(table.oldRuns.size() > 1 || table.newRuns.size() > 1),
        tested(std::min(table.oldRuns.size(), table.newRuns.size()) > 3),
        width(several ? 16 : 10) {}

  void head() {
    const LensInfo &lens = info(context.lens);
    print(out, "Type: {}, and {} beside it\n", lens.name,
          info(lens.sibling).name);
    std::string line;
    for (int pair = 0; pair < 2; ++pair)
      line += fmt::format("{}{:>{}} {:>{}} {:>10} {:>8}", pair ? " " : "",
                          "old", width, "new", width, "delta", "delta%");
    print(out, "{}{}\n", line, tested ? "        p" : "");
  }

  void row(const DiffRow &row, const std::string &text) {
    const LensInfo &lens = info(context.lens);
    for (const LensInfo &each : {lens, info(lens.sibling)}) {
      LensChange change = row.flat(each.lens);
      print(out, "{} {} {:>10} {:>8} ",
            padded(cell(change.old, each.unit, several)),
            padded(cell(change.now, each.unit, several)),
            signedValue(change, each.unit), percent(change));
    }
    if (tested)
      print(out, "{:>8.3f} ", row.flat(context.lens).comparison.p);
    print(out, " {}{}\n", text, note(row));
  }

private:
  /// fmt counts the two bytes of ± as one, as the terminal does.
  std::string padded(const std::string &text) const {
    return fmt::format("{:>{}}", text, width);
  }

  Buffer &out;
  const ReportContext &context;
  bool several, tested;
  int width;
};

void printSide(Buffer &out, const char *name,
               const std::vector<std::string> &runs) {
  print(out, "{}: {}{}\n", name, printable(runs[0]),
        runs.size() == 1
            ? ""
            : fmt::format(" and {} more, medians", runs.size() - 1));
}

} // namespace

void renderDiff(Buffer &out, const ReportContext &context,
                const DiffTable &table, size_t count) {
  printSide(out, "Old", table.oldRuns);
  printSide(out, "New", table.newRuns);
  if (!context.activeFilters.empty())
    print(out, "Active filters: {}\n", fmt::join(context.activeFilters, ", "));
  Printer printer(out, context, table);
  printer.head();
  size_t shown =
      count == 0 ? table.rows.size() : std::min(count, table.rows.size());
  for (size_t i = 0; i < shown; ++i)
    printer.row(table.rows[i], table.rows[i].text);
  if (shown < table.rows.size())
    print(out, "({} more)\n", formatCount(table.rows.size() - shown, "row"));
  printer.row(table.total, "total");
  if (table.same != 0)
    print(out, "({} without a difference)\n", formatCount(table.same, "row"));
}

} // namespace allocsites
