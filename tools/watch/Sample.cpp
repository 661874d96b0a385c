// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "watch/Sample.h"

#include <fmt/format.h>

namespace allocsites {

std::string Places::keyOf(std::string_view linkageName, std::string_view file,
                          uint32_t line) {
  return fmt::format("{}\n{}\n{}", linkageName, file, line);
}

PlaceId Places::idOf(const View &view, const Row &row) {
  const Model &model = view.model();
  std::string_view name = model.nameOf(row.function);
  std::string_view file = model.string(row.file);
  auto known = ids.find(keyOf(name, file, row.line));
  if (known != ids.end())
    return known->second;
  return idOf({std::string(name),
               row.function == None ? "" : view.names().of(row.function),
               std::string(file), row.line});
}

PlaceId Places::idOf(WatchPlace place) {
  auto [entry, isNew] = ids.try_emplace(
      keyOf(place.linkageName, place.file, place.line), PlaceId(all.size()));
  if (isNew)
    all.push_back(std::move(place));
  return entry->second;
}

Sample takeSample(ReportContext &context, const View &view, Lens lens,
                  Places &places, uint64_t timeNs) {
  Sample sample;
  sample.timeNs = timeNs;
  sample.granularity = context.granularity;
  sample.tracking = view.model().tracking;
  sample.totals = view.model().totals;
  std::vector<Row> rows = computeRows(view, context.granularity);
  sample.rows.reserve(rows.size());
  for (Row &row : rows)
    sample.rows.push_back({places.idOf(view, row), row.flat, row.cum,
                           kindNote(context, row.culprits(), lens)});
  return sample;
}

} // namespace allocsites
