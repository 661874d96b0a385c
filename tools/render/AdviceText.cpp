// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/Advice.h"
#include "support/Units.h"

namespace allocsites {

namespace {

constexpr size_t Width = 78, Indent = 3;

/// \p text in lines of Width, indented; words stay whole.
void printWrapped(Buffer &out, const std::string &label,
                  const std::string &text) {
  std::string line(Indent, ' ');
  line += label;
  size_t begin = 0;
  bool fresh = true;
  while (begin < text.size()) {
    size_t end = std::min(text.find(' ', begin), text.size());
    std::string word = text.substr(begin, end - begin);
    if (!fresh && line.size() + 1 + word.size() > Width) {
      print(out, "{}\n", line);
      line = std::string(Indent + label.size(), ' ');
      fresh = true;
    }
    if (!fresh)
      line += ' ';
    line += word;
    fresh = false;
    begin = end + 1;
  }
  print(out, "{}\n", line);
}

std::string savingText(const ReportContext &context, const Saving &saving) {
  const Counts &totals = context.model.totals;
  Lens sibling = info(saving.of).sibling;
  std::string text = fmt::format(
      "{} ({})", formatCount(uint64_t(saving.objects), "allocation"),
      formatShortPercent(saving.objects, totals[saving.of]));
  if (saving.bytes && *saving.bytes >= 0)
    text += fmt::format(" and {} ({})", formatBytes(uint64_t(*saving.bytes)),
                        formatShortPercent(*saving.bytes, totals[sibling]));
  return text + (saving.of == Lens::InuseObjects ? " in use at the end" : "") +
         '.';
}

std::string placeText(ReportContext &context, Id function, uint32_t line) {
  std::string text = displayName(context, function);
  std::string file = printable(context.model.fileOf(function));
  if (!file.empty())
    text += ' ' + file;
  return line == 0 ? text : text + fmt::format(":{}", line);
}

void printFinding(Buffer &out, ReportContext &context, const Finding &finding,
                  size_t number) {
  print(out, "\n{}. {}  [{}]\n", number, finding.rule->title, finding.rule->id);
  std::string place = placeText(context, finding.function, finding.line);
  for (uint32_t line : finding.otherLines)
    place += fmt::format(", {}", line);
  print(out, "{:>{}}{}\n", "", Indent,
        heat(context, place, int64_t(finding.share * 1e6), 1000000));
  printWrapped(out, "found  ", printable(finding.found));
  printWrapped(out, "do     ", printable(finding.advice));
  printWrapped(out, "saves  ",
               savingText(context, finding.saving) + ' ' +
                   printable(finding.basis));
  for (const FindingCaller &caller : finding.callers)
    print(out, "{:>{}}from   {} ({})\n", "", Indent,
          placeText(context, caller.function, caller.line),
          caller.counts[Lens::AllocObjects]);
}

} // namespace

void renderAdvice(Buffer &out, ReportContext &context,
                  const std::vector<Finding> &findings, size_t most) {
  printHeader(out, context);
  const Counts &totals = context.model.totals;
  print(out, "Total: {}, {}\n",
        formatCount(uint64_t(totals[Lens::AllocObjects]), "allocation"),
        formatBytes(uint64_t(totals[Lens::AllocSpace])));
  if (findings.empty())
    print(out, "No finding: nothing that the rules know would save much.\n");
  size_t shown = most == 0 ? findings.size() : std::min(most, findings.size());
  for (size_t i = 0; i < shown; ++i)
    printFinding(out, context, findings[i], i + 1);
  if (shown < findings.size())
    print(out, "\n{}; -nodecount=0 shows all.\n",
          formatCount(findings.size() - shown, "more finding"));
}

} // namespace allocsites
