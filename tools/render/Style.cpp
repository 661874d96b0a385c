// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/Style.h"

#include "support/Path.h"
#include "support/Units.h"

#include <set>

namespace allocsites {

namespace {

constexpr size_t LongestName = 160;
constexpr size_t LongestCommand = 200;

/// "a, b and 3 more"
std::string joinSome(const std::set<std::string> &texts, size_t most) {
  std::string result;
  size_t count = 0;
  for (const std::string &text : texts) {
    if (count == most) {
      result += fmt::format(" and {} more", texts.size() - most);
      break;
    }
    result += (count++ ? ", " : "") + text;
  }
  return result;
}

} // namespace

std::string shorten(std::string text, size_t limit) {
  if (text.size() <= limit)
    return text;
  auto isContinuation = [&](size_t i) { return (text[i] & 0xC0) == 0x80; };
  size_t head = limit * 2 / 3, tail = text.size() - (limit - head);
  while (head > 0 && isContinuation(head))
    --head;
  while (tail < text.size() && isContinuation(tail))
    ++tail;
  return text.substr(0, head) + "..." + text.substr(tail);
}

std::string printable(std::string_view text) {
  std::string result(text);
  for (char &c : result)
    if ((unsigned char)c < 0x20 || c == 0x7f)
      c = '?';
  return result;
}

std::string displayName(ReportContext &context, Id function) {
  std::string name = printable(context.names.of(function));
  return context.fullNames ? name : shorten(std::move(name), LongestName);
}

std::string displayRow(ReportContext &context, const RowPlace &row) {
  std::string file = printable(context.model.string(row.file));
  if (context.granularity == Granularity::Files && !file.empty())
    return file;
  std::string text = displayName(context, row.function);
  if (context.granularity != Granularity::Lines &&
      context.granularity != Granularity::Columns &&
      !context.model.isOutside(row.function)) // the module tells them apart
    return text;
  if (!file.empty())
    text += ' ' + file;
  if (row.line != 0)
    text += fmt::format(":{}", row.line);
  if (context.granularity == Granularity::Columns && row.column != 0)
    text += fmt::format(":{}", row.column);
  return text;
}

std::string kindNote(const ReportContext &context,
                     const std::vector<CulpritShare> &shares, Lens lens) {
  constexpr size_t MostNamed = 2;
  std::vector<KindShare> kinds = kindShares(context.kinds, shares, lens);
  uint64_t total = 0;
  for (const KindShare &share : kinds)
    total += magnitude(share.counts[lens]);
  std::erase_if(
      kinds, [&](const KindShare &share) { return share.counts[lens] == 0; });
  // What is outside says so by its name.
  if (kinds.empty() || (kinds.size() == 1 && kinds[0].kind == "outside"))
    return {};
  std::string text;
  for (size_t i = 0; i < kinds.size() && i < MostNamed; ++i) {
    text += (i ? ", " : "") + kinds[i].kind;
    if (kinds.size() > 1)
      text += fmt::format(" {:.0f}%", double(magnitude(kinds[i].counts[lens])) /
                                          double(total) * 100);
  }
  if (kinds.size() > MostNamed)
    text += ", ...";
  text = "[" + printable(text) + "]";
  return context.colour ? "\x1b[36m" + text + "\x1b[0m" : text;
}

Counts unknownKind(const View &view) {
  Counts result;
  const Kinds &kinds = view.kinds();
  for (Id node = Model::Root + 1; node < view.model().nodes.size(); ++node)
    if (view.keeps(node) &&
        kinds.culprit(kinds.of(node)).kind == KindRules::Unknown)
      result += view.model().own[node];
  return result;
}

void printUnknownKind(Buffer &out, const ReportContext &context) {
  int64_t unknown = context.unknownKind[context.lens];
  if (unknown != 0)
    print(out, "Kind unknown: {} of {}\n",
          formatShortPercent(unknown, context.model.totals[context.lens]),
          info(context.lens).name);
}

std::string heat(const ReportContext &context, std::string text, int64_t value,
                 int64_t total) {
  if (!context.colour || total == 0)
    return text;
  double part = double(magnitude(value)) / double(total);
  const char *code = part >= 0.1    ? "\x1b[1;31m"
                     : part >= 0.02 ? "\x1b[33m"
                     : value == 0   ? "\x1b[2m"
                                    : nullptr;
  return code ? code + text + "\x1b[0m" : text;
}

void printHeader(Buffer &out, ReportContext &context) {
  const Model &model = context.model;
  std::set<std::string> files, commands;
  uint64_t first = ~uint64_t(0);
  uint64_t forked = 0, profiles = 0;
  bool sizeLimit = false, unseenFrees = false, loadedLate = false;
  for (const Run &run : model.runs) {
    std::string exe(baseName(run.exe));
    files.insert(printable(exe.empty() ? baseName(run.path) : exe));
    if (!run.command.empty())
      commands.insert(shorten(printable(run.command), LongestCommand));
    first = std::min(first, run.startTimeNs);
    uint64_t parts = std::max<uint64_t>(run.merged, 1);
    profiles += parts;
    forked += run.forkedChild ? parts : 0;
    sizeLimit |= run.sizeLimit;
    unseenFrees |= run.unseenFrees;
    loadedLate |= run.loadedLate;
  }
  print(out, "File: {}\n", joinSome(files, 3));
  if (!commands.empty())
    print(out, "Command: {}\n", joinSome(commands, 2));
  if (profiles > 1)
    print(out, "Profiles: {} merged{}\n", profiles,
          forked ? fmt::format(", {} of them of forked children", forked) : "");
  if (first != 0 && first != ~uint64_t(0))
    print(out, "Time: {}\n", formatTime(first));
  print(out, "Type: {}\n", info(context.lens).name);
  if (!context.activeFilters.empty()) {
    print(out, "Active filters:\n");
    for (const std::string &filter : context.activeFilters)
      print(out, "   {}\n", filter);
  }
  if (model.lost.any() || sizeLimit)
    print(out,
          "Lost: {} of {} could not be recorded, the profile {}; part of the "
          "total, of no line\n",
          formatCount(model.lost[Lens::AllocObjects], "allocation"),
          formatBytes(model.lost[Lens::AllocSpace]),
          sizeLimit ? "reached its largest size (max_size in "
                      "ALLOCSITES_OPTIONS) and has no labels and sizes that "
                      "were new then"
                    : "file could not grow");
  if (unseenFrees && isOfWhatIsInUse(context.lens))
    print(out, "Note: the program has a free of its own, so what code in it "
               "frees that is not instrumented is not seen: what is in use may "
               "be less than shown\n");
  if (loadedLate)
    print(out, "Note: the program loaded an instrumented library while it ran: "
               "what it allocated before is not counted\n");
}

} // namespace allocsites
