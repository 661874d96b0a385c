// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/ListText.h"

#include "support/Units.h"

#include <algorithm>

namespace allocsites {

namespace {

constexpr uint32_t LinesAround = 2;
/// Where kinds begin behind source lines that are shorter.
constexpr size_t KindColumn = 56;
/// A gap this long between counted lines cannot be a function's body.
constexpr uint32_t LongestGap = 100000;

std::string valueOrDot(int64_t value, Unit unit) {
  return value == 0 ? "." : formatValue(value, unit);
}

void printLine(Buffer &out, ReportContext &context, const Row &row,
               uint32_t number, std::string_view text) {
  const LensInfo &lens = info(context.lens), &sibling = info(lens.sibling);
  int64_t total = context.model.totals[lens.lens];
  std::string counts = fmt::format(
      "{:>10} {:>10} {:>10} {:>10}", valueOrDot(row.flat[lens.lens], lens.unit),
      valueOrDot(row.cum[lens.lens], lens.unit),
      valueOrDot(row.flat[sibling.lens], sibling.unit),
      valueOrDot(row.cum[sibling.lens], sibling.unit));
  if (row.cum.any())
    counts = heat(context, counts, row.flat[lens.lens], total);
  std::string line = number == 0 ? "?" : std::to_string(number);
  std::string shown(text);
  for (char &c : shown)
    if (((unsigned char)c < 0x20 && c != '\t') || c == 0x7f)
      c = '?';
  std::string kind = kindNote(context, row.culprits(), context.lens);
  if (!kind.empty())
    kind = std::string(
               shown.size() < KindColumn ? KindColumn - shown.size() : 0, ' ') +
           "  " + kind;
  print(out, "{} {:>6}:{}{}\n", counts, line, shown, kind);
}

void printTitle(Buffer &out, ReportContext &context, const Row &row) {
  const LensInfo &lens = info(context.lens), &sibling = info(lens.sibling);
  std::string file = printable(context.model.string(row.file));
  print(out, "ROUTINE ======================== {} in {}\n",
        displayName(context, row.function), file.empty() ? "[no file]" : file);
  for (const LensInfo *each : {&lens, &sibling})
    print(out, "{:>10} {:>10} (flat, cum) {} of Total {}\n",
          formatValue(row.flat[each->lens], each->unit),
          formatValue(row.cum[each->lens], each->unit),
          formatShortPercent(row.cum[each->lens],
                             context.model.totals[each->lens]),
          each->name);
}

void printRemark(Buffer &out, SourceState state, const SourceFile &source,
                 const std::string &file) {
  if (state == SourceState::Changed)
    print(out,
          "  note: {} has changed since the profile was made; the text may "
          "not fit the counts\n",
          source.foundAt);
  else if (state == SourceState::Missing)
    print(out,
          "  note: cannot read {}: counts without text (give --source-path or "
          "--path-map if it has moved)\n",
          printable(file));
  else if (state == SourceState::Unknown)
    print(out, "  note: the source file is unknown: build with -g\n");
}

void printColumns(Buffer &out, ReportContext &context) {
  bool bytesFirst = info(context.lens).unit == Unit::Bytes;
  const char *first = bytesFirst ? "space" : "objects";
  const char *second = bytesFirst ? "objects" : "space";
  print(out, "{:>21} {:>21}\n", first, second);
  print(out, "{:>10} {:>10} {:>10} {:>10} {:>6}\n", "flat", "cum", "flat",
        "cum", "line");
}

void printBody(Buffer &out, ReportContext &context,
               const ListedFunction &function, const SourceFile &source) {
  const std::vector<Row> &lines = function.lines;
  auto next = lines.begin();
  for (; next != lines.end() && next->line == 0; ++next)
    printLine(out, context, *next, 0, " [unknown line]");
  if (next == lines.end())
    return;
  uint32_t first = function.total.line;
  if (first == 0 || first > next->line || next->line - first > LongestGap)
    first = next->line > LinesAround ? next->line - LinesAround : 1;
  uint32_t last =
      std::min<uint64_t>(uint64_t(lines.back().line) + LinesAround,
                         std::max<uint64_t>(source.lines.size(), 1));
  for (uint32_t number = first; number <= last && number <= source.lines.size();
       ++number) {
    std::string_view text = source.lines[number - 1];
    if (next != lines.end() && next->line == number)
      printLine(out, context, *next++, number, text);
    else
      printLine(out, context, {}, number, text);
  }
  // What is beyond the end of the file as it is now, or has no file at all.
  for (; next != lines.end(); ++next)
    printLine(out, context, *next, next->line, "");
}

} // namespace

SourceState stateOf(const SourceFile &file, const ListedFunction &function,
                    const Model &model) {
  if (function.total.file == None)
    return SourceState::Unknown;
  uint64_t started = ~uint64_t(0);
  for (const Run &run : model.runs)
    if (run.startTimeNs != 0)
      started = std::min(started, run.startTimeNs);
  return stateOf(file, function.lines.empty() ? 0 : function.lines.back().line,
                 started);
}

SourceState stateOf(const SourceFile &file, uint32_t lastLine,
                    uint64_t startTimeNs) {
  if (!file.found())
    return SourceState::Missing;
  return file.modifiedNs > startTimeNs || lastLine > file.lines.size()
             ? SourceState::Changed
             : SourceState::Good;
}

const char *nameOf(SourceState state) {
  static constexpr const char *Names[] = {"good", "changed", "missing",
                                          "unknown"};
  return Names[size_t(state)];
}

void renderList(Buffer &out, ReportContext &context,
                const std::vector<ListedFunction> &functions,
                SourceCache &sources) {
  const Counts &totals = context.model.totals;
  const LensInfo &lens = info(context.lens), &sibling = info(lens.sibling);
  print(out, "Total: {} {}, {} {}\n", formatValue(totals[lens.lens], lens.unit),
        lens.name, formatValue(totals[sibling.lens], sibling.unit),
        sibling.name);
  for (const ListedFunction &function : functions) {
    std::string file(context.model.string(function.total.file));
    const SourceFile &source = sources.get(file);
    printTitle(out, context, function.total);
    printRemark(out, stateOf(source, function, context.model), source, file);
    printColumns(out, context);
    printBody(out, context, function, source);
  }
}

} // namespace allocsites
