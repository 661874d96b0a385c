// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/BudgetLine.h"
#include "render/BudgetReport.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace allocsites {

namespace {

using Object = nlohmann::ordered_json;

/// As GitHub's workflow commands want the text after `::`.
std::string escapedMessage(std::string_view text) {
  std::string result;
  for (char c : text)
    result += c == '%'    ? "%25"
              : c == '\r' ? "%0D"
              : c == '\n' ? "%0A"
                          : std::string(1, c);
  return result;
}

/// And a property, which ends at a comma or colon.
std::string escapedProperty(std::string_view text) {
  std::string result;
  for (char c : escapedMessage(text))
    result += c == ':' ? "%3A" : c == ',' ? "%2C" : std::string(1, c);
  return result;
}

/// What is no UTF-8 becomes U+FFFD.
std::string validUtf8(std::string_view text) {
  return Object::parse(
      Object(text).dump(-1, ' ', false, Object::error_handler_t::replace));
}

/// For text and attributes; what XML 1.0 cannot hold becomes '?'.
std::string escapedXml(std::string_view text) {
  std::string result;
  for (unsigned char c : validUtf8(text))
    result += c == '&'                            ? "&amp;"
              : c == '<'                          ? "&lt;"
              : c == '>'                          ? "&gt;"
              : c == '"'                          ? "&quot;"
              : c < ' ' && c != '\n' && c != '\t' ? "?"
                                                  : std::string(1, c);
  return result;
}

std::string relativePath(std::string_view path, std::string folder) {
  if (!folder.ends_with('/'))
    folder += '/';
  if (path.starts_with(folder))
    path.remove_prefix(folder.size());
  return std::string(path);
}

} // namespace

void renderBudgetsJson(Buffer &out, const ReportContext &context,
                       const std::vector<BudgetResult> &results) {
  Object budgets = Object::array();
  bool kept = true;
  for (const BudgetResult &result : results) {
    kept = kept && !result.isBroken();
    Object limits = Object::array(), worst = Object::array();
    for (const LimitResult &limit : result.limits)
      limits.push_back(
          {{"lens", info(limit.limit.lens).name},
           {"limit", limit.limit.text},
           {"value", limit.isKnown ? Object(limit.value) : Object()},
           {"most", limit.most},
           {"baseline", limit.baseline ? Object(*limit.baseline) : Object()},
           {"kept", !limit.isBroken()}});
    for (const Row &row : result.worst) {
      Object flat;
      for (const LensInfo &lens : Lenses)
        if (context.model.knows(lens.lens))
          flat[lens.name] = row.flat[lens.lens];
      worst.push_back({{"function", context.names.of(row.function)},
                       {"file", std::string(context.model.string(row.file))},
                       {"line", row.line},
                       {"flat", std::move(flat)}});
    }
    budgets.push_back({{"name", result.budget->name},
                       {"line", result.budget->line},
                       {"kept", !result.isBroken()},
                       {"matches_nothing", result.matchesNothing},
                       {"limits", std::move(limits)},
                       {"worst", std::move(worst)}});
  }
  Object document = {{"kept", kept}, {"budgets", std::move(budgets)}};
  print(out, "{}\n",
        document.dump(1, ' ', false, Object::error_handler_t::replace));
}

void renderBudgetsGithub(Buffer &out, const ReportContext &context,
                         const std::vector<BudgetResult> &results,
                         const std::string &folder) {
  for (const BudgetResult &result : results) {
    if (!result.isBroken())
      continue;
    std::string place, text = budgetSummary(result);
    if (!result.worst.empty() && result.worst[0].line != 0) {
      const Row &row = result.worst[0];
      place = fmt::format(
          "file={},line={},",
          escapedProperty(relativePath(context.model.string(row.file), folder)),
          row.line);
    }
    for (const std::string &line : worstBudgetLines(context, result))
      text += "\n" + line;
    print(out, "::error {}title={}::{}\n", place,
          escapedProperty("Allocation budget: " + result.budget->name),
          escapedMessage(text));
  }
}

void renderBudgetsJunit(Buffer &out, const ReportContext &context,
                        const std::vector<BudgetResult> &results) {
  auto broken = std::count_if(
      results.begin(), results.end(),
      [](const BudgetResult &result) { return result.isBroken(); });
  print(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  print(out, "<testsuites>\n");
  print(out,
        "  <testsuite name=\"allocation budgets\" tests=\"{}\" "
        "failures=\"{}\" errors=\"0\">\n",
        results.size(), broken);
  for (const BudgetResult &result : results) {
    print(out, "    <testcase classname=\"allocsites\" name=\"{}\"",
          escapedXml(result.budget->name));
    if (!result.isBroken()) {
      print(out, "/>\n");
      continue;
    }
    std::string summary = budgetSummary(result);
    print(out, ">\n      <failure message=\"{}\">", escapedXml(summary));
    for (const std::string &line : worstBudgetLines(context, result))
      print(out, "{}\n", escapedXml(line));
    print(out, "</failure>\n    </testcase>\n");
  }
  print(out, "  </testsuite>\n</testsuites>\n");
}

} // namespace allocsites
