// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/LabelRows.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace allocsites {

namespace {

constexpr uint32_t Outside = 0;

/// By row of lines: the counts of one value.
using Lines = std::unordered_map<uint32_t, Counts>;

std::vector<Row> worstOf(const Lines &lines, const RowKeys &keys,
                         const Model &model, Lens lens, size_t worst) {
  std::vector<Row> rows;
  for (const auto &[row, counts] : lines) {
    if (counts[lens] == 0)
      continue;
    rows.push_back({keys.rows[row], counts, {}});
  }
  std::sort(rows.begin(), rows.end(), RowOrder{model, lens});
  rows.resize(std::min(rows.size(), worst));
  return rows;
}

} // namespace

LabelTable labelRows(const View &view, std::string_view key, Lens lens,
                     size_t worst) {
  const Model &model = view.model();
  std::map<std::string_view, uint32_t> numbers;
  std::vector<LabelRow> found(1);
  std::vector<Lines> lines(1);
  RowKeys keys(model, Granularity::Lines);
  // By node; parents come first.
  std::vector<uint32_t> numberOf(model.nodes.size(), Outside);
  for (Id node = Model::Root; node < model.nodes.size(); ++node) {
    const Node &entry = model.nodes[node];
    uint32_t number = entry.parent == None ? Outside : numberOf[entry.parent];
    const Site &site = model.sites[entry.site];
    if (entry.site != None && site.kind == SiteKind::Label &&
        model.label(site).key == key) {
      std::string_view value = model.label(site).value;
      number = numbers.try_emplace(value, uint32_t(found.size())).first->second;
      if (number == found.size()) {
        found.push_back({value, {}, {}});
        lines.emplace_back();
      }
    }
    numberOf[node] = number;
    Counts own = view.own(node);
    if (!own.any())
      continue;
    found[number].counts += own;
    if (worst != 0)
      lines[number][keys.rowOf(view.charged(node))] += own;
  }

  LabelTable table;
  for (uint32_t i = 0; i < found.size(); ++i) {
    found[i].lines = worstOf(lines[i], keys, model, lens, worst);
    table.total += found[i].counts;
  }
  table.outside = std::move(found[Outside]);
  found.erase(found.begin());
  std::sort(found.begin(), found.end(),
            [lens](const LabelRow &a, const LabelRow &b) {
              if (a.counts[lens] != b.counts[lens])
                return a.counts[lens] > b.counts[lens];
              return a.value < b.value;
            });
  table.rows = std::move(found);
  return table;
}

} // namespace allocsites
