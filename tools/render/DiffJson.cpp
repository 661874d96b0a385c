// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/Diff.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace allocsites {

namespace {

using Object = nlohmann::ordered_json;

/// Whole, unless it is the middle of two.
Object number(double value) {
  return value == std::floor(value) ? Object(int64_t(value)) : Object(value);
}

Object summaryObject(const Summary &summary) {
  return {{"median", number(summary.median)},
          {"min", number(summary.min)},
          {"max", number(summary.max)}};
}

/// By lens; \p change gives the change of one.
template <class Change>
Object changesObject(const Model &model, const Change &change) {
  Object object = Object::object();
  for (const LensInfo &lens : Lenses) {
    if (!model.knows(lens.lens))
      continue;
    LensChange each = change(lens.lens);
    object[lens.name] = {{"old", summaryObject(each.old)},
                         {"new", summaryObject(each.now)},
                         {"delta", number(each.delta())},
                         {"p", each.comparison.p},
                         {"differs", each.comparison.differs}};
  }
  return object;
}

Object textOrNull(const std::string &text) {
  return text.empty() ? Object() : Object(text);
}

Object numberOrNull(uint32_t number) {
  return number == 0 ? Object() : Object(number);
}

} // namespace

void renderDiffJson(Buffer &out, const ReportContext &context,
                    const DiffTable &table) {
  const Model &model = context.model;
  Object rows = Object::array();
  for (const DiffRow &row : table.rows)
    rows.push_back(
        {{"function", textOrNull(row.function)},
         {"linkage_name", textOrNull(row.place.linkageName)},
         {"file", textOrNull(row.place.file)},
         {"line", numberOrNull(row.place.line)},
         {"column", numberOrNull(row.place.column)},
         {"flat",
          changesObject(model, [&](Lens lens) { return row.flat(lens); })},
         {"cum",
          changesObject(model, [&](Lens lens) { return row.cum(lens); })}});
  Object document = {
      {"sample_index", info(context.lens).name},
      {"granularity", granularityName(context.granularity)},
      {"old", table.oldRuns},
      {"new", table.newRuns},
      {"totals",
       changesObject(model, [&](Lens lens) { return table.total.flat(lens); })},
      {"rows", std::move(rows)}};
  print(out, "{}\n",
        document.dump(1, ' ', false, Object::error_handler_t::replace));
}

} // namespace allocsites
