// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Sketch.h"

#include <sstream>

namespace allocsites {

Id Sketch::string(const std::string &text) {
  texts.push_back(text);
  return builder.string(texts.back());
}

Id Sketch::chain(const std::vector<Place> &places) {
  Id caller = None;
  for (auto place = places.rbegin(); place != places.rend(); ++place) {
    std::istringstream words(*place);
    std::string name, file;
    uint32_t line = 0, column = 0;
    words >> name >> file >> line >> column;
    Id function =
        builder.function(string(name), file == "-" ? None : string(file), 1);
    caller = builder.frame({function, line, column, 0, caller});
  }
  return caller;
}

Id Sketch::allocation(const std::vector<Place> &places, const char *callee) {
  return builder.site({SiteKind::Allocation, 0, chain(places),
                       builder.function(string(callee), None, 0), None, None,
                       None});
}

Id Sketch::call(const std::vector<Place> &places, const char *callee) {
  return builder.site(
      {SiteKind::Call, 0, chain(places),
       *callee ? builder.function(string(callee), None, 0) : None, None, None,
       None});
}

Id Sketch::outside(const char *module) {
  return builder.site(
      {SiteKind::Outside, 0, None, None, None, None, string(module)});
}

Id Sketch::node(Id parent, Id site, uint64_t objects, uint64_t space) {
  Id node = builder.node(parent, site, false);
  Counts counts;
  counts[Lens::AllocObjects] = objects;
  counts[Lens::AllocSpace] = space;
  builder.count(node, counts);
  return node;
}

Scene::Scene(Sketch &sketch) : model(sketch.builder.take()), names(model) {
  // The sketch's texts must live on.
  for (std::string_view &text : model.strings) {
    model.madeStrings.emplace_back(text);
    text = model.madeStrings.back();
  }
}

View Scene::view(ViewOptions options) const {
  return View(model, names, rules, options);
}

Row Scene::row(const View &view, const std::string &name,
               Granularity granularity) const {
  for (const Row &row : computeRows(view, granularity)) {
    std::string place = granularity == Granularity::Files
                            ? std::string(model.string(row.file))
                            : names.of(row.function);
    if (granularity == Granularity::Lines ||
        granularity == Granularity::Columns)
      place += ":" + std::to_string(row.line);
    if (granularity == Granularity::Columns)
      place += ":" + std::to_string(row.column);
    if (place == name)
      return row;
  }
  return {};
}

std::pair<uint64_t, uint64_t> Scene::objects(const View &view,
                                             const std::string &name,
                                             Granularity granularity) const {
  Row found = row(view, name, granularity);
  return {found.flat[Lens::AllocObjects], found.cum[Lens::AllocObjects]};
}

Regex regex(const std::string &pattern) {
  Result<Regex> result = Regex::compile(pattern);
  return *result;
}

} // namespace allocsites
