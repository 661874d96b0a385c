// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "watch/Screen.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace allocsites {

namespace {

using Object = nlohmann::ordered_json;

constexpr Lens RateLenses[] = {Lens::AllocObjects, Lens::AllocSpace};

Object textOrNull(const std::string &text) {
  return text.empty() ? Object() : Object(text);
}

Object countsObject(const WatchModel &model, const Counts &counts) {
  Object object;
  for (const LensInfo &lens : Lenses)
    object[lens.name] =
        model.knows(lens.lens) ? Object(counts[lens.lens]) : Object();
  return object;
}

/// Of alloc_objects and alloc_space a second; null before there is a rate.
template <class Rate>
Object ratesObject(const WatchModel &model, const Rate &rate) {
  if (model.seconds() == 0)
    return Object();
  Object object;
  for (Lens lens : RateLenses)
    object[info(lens).name] = rate(lens);
  return object;
}

const char *nameOf(ProgramState state) {
  static constexpr const char *Names[] = {"waiting", "running", "ended",
                                          "unknown"};
  return Names[size_t(state)];
}

Object rowObject(const Picture &picture, const WatchModel::Row &row) {
  const WatchModel &model = picture.model;
  const WatchPlace &place = picture.places[row.now.place];
  std::string kind = row.now.kind;
  if (kind.size() > 2)
    kind = kind.substr(1, kind.size() - 2);
  Object object;
  object["function"] = textOrNull(place.function);
  object["linkage_name"] = textOrNull(place.linkageName);
  object["file"] = textOrNull(place.file);
  object["line"] = place.line == 0 ? Object() : Object(place.line);
  object["kinds"] = textOrNull(kind);
  object["flat"] = countsObject(model, row.now.flat);
  object["cum"] = countsObject(model, row.now.cum);
  for (const auto &[name, key] : {std::pair("flat_per_second", SortKey::Flat),
                                  std::pair("cum_per_second", SortKey::Cum)})
    object[name] = ratesObject(model, [&, key = key](Lens lens) {
      return model.rate(row, lens, key);
    });
  return object;
}

} // namespace

void printSnapshotJson(Buffer &out, const Picture &picture, size_t most) {
  const WatchModel &model = picture.model;
  const Watched &watched = picture.watched;
  const WatchState &state = picture.state;
  Object object;
  object["program"] = textOrNull(watched.name);
  object["pid"] = watched.pid == 0 ? Object() : Object(watched.pid);
  object["state"] = nameOf(watched.state);
  object["trouble"] = textOrNull(watched.trouble);
  object["granularity"] = granularityName(state.granularity);
  object["sorted_by"] = info(state.sort).name;
  object["seconds"] = model.seconds() == 0 ? Object() : Object(model.seconds());
  object["totals"] = countsObject(model, model.totals());
  object["totals_per_second"] =
      ratesObject(model, [&](Lens lens) { return model.totalRate(lens); });
  Object rows = Object::array();
  for (uint32_t index : picture.rows) {
    if (most != 0 && rows.size() == most)
      break;
    rows.push_back(rowObject(picture, model.rows()[index]));
  }
  object["rows"] = std::move(rows);
  // Names may be any bytes.
  print(out, "{}\n",
        object.dump(-1, ' ', false, Object::error_handler_t::replace));
}

} // namespace allocsites
