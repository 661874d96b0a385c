// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "watch/Sample.h"

#include <functional>
#include <utility>

namespace allocsites {

template <class Make>
PlaceId Places::find(std::string_view linkageName, std::string_view file,
                     uint32_t line, Make make) {
  std::hash<std::string_view> hash;
  uint32_t number = table.findOrInsert(
      mix(mix(hash(linkageName), hash(file)), line),
      [&](uint32_t id) {
        const WatchPlace &known = all[id - 1];
        return known.line == line && known.linkageName == linkageName &&
               known.file == file;
      },
      [&] {
        all.push_back(make());
        return uint32_t(all.size());
      });
  return number - 1;
}

PlaceId Places::idOf(const View &view, const Row &row) {
  std::string_view name = view.model().nameOf(row.function);
  std::string_view file = view.model().string(row.file);
  return find(name, file, row.line, [&] {
    return WatchPlace{std::string(name),
                      row.function == None ? "" : view.names().of(row.function),
                      std::string(file), row.line};
  });
}

PlaceId Places::idOf(WatchPlace place) {
  return find(place.linkageName, place.file, place.line,
              [&] { return std::move(place); });
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
