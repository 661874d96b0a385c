// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/Advice.h"

#include <nlohmann/json.hpp>

namespace allocsites {

namespace {

using Object = nlohmann::ordered_json;

Object countsObject(const Model &model, const Counts &counts) {
  Object object = Object::object();
  for (const LensInfo &lens : Lenses)
    if (model.knows(lens.lens))
      object[lens.name] = counts[lens.lens];
  return object;
}

Object textOrNull(std::string_view text) {
  return text.empty() ? Object() : Object(std::string(text));
}

Object numberOrNull(uint32_t number) {
  return number == 0 ? Object() : Object(number);
}

Object savingObject(const Finding &finding) {
  const Saving &saving = finding.saving;
  return {{"lens", info(saving.of).name},
          {"objects", saving.objects},
          {"bytes", saving.bytes ? Object(*saving.bytes) : Object()},
          {"share", finding.share},
          {"basis", finding.basis}};
}

Object findingObject(ReportContext &context, const Finding &finding) {
  const Model &model = context.model;
  Object callers = Object::array();
  for (const FindingCaller &caller : finding.callers)
    callers.push_back({{"function", context.names.of(caller.function)},
                       {"file", textOrNull(model.fileOf(caller.function))},
                       {"line", numberOrNull(caller.line)},
                       {"counts", countsObject(model, caller.counts)}});
  return {{"rule", finding.rule->id},
          {"title", finding.rule->title},
          {"page", "docs/advice/" + finding.rule->id + ".md"},
          {"function", context.names.of(finding.function)},
          {"linkage_name", textOrNull(model.nameOf(finding.function))},
          {"file", textOrNull(model.fileOf(finding.function))},
          {"line", numberOrNull(finding.line)},
          {"column", numberOrNull(finding.column)},
          {"other_lines", finding.otherLines},
          {"kind", finding.kind},
          {"type", textOrNull(finding.type)},
          {"counts", countsObject(model, finding.counts)},
          {"found", finding.found},
          {"advice", finding.advice},
          {"saving", savingObject(finding)},
          {"callers", std::move(callers)}};
}

} // namespace

void renderAdviceJson(Buffer &out, ReportContext &context,
                      const std::vector<Finding> &findings, size_t most) {
  Object list = Object::array();
  for (const Finding &finding : findings)
    if (most == 0 || list.size() < most)
      list.push_back(findingObject(context, finding));
  Object document{{"totals", countsObject(context.model, context.model.totals)},
                  {"filters", context.activeFilters},
                  {"warnings", context.model.warnings},
                  {"findings", std::move(list)}};
  // Names may be any bytes.
  print(out, "{}\n",
        document.dump(1, ' ', false, Object::error_handler_t::replace));
}

} // namespace allocsites
