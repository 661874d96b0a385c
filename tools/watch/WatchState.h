// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the user has chosen to see of a watched program, and which rows that is.
#ifndef ALLOCSITES_WATCH_WATCHSTATE_H
#define ALLOCSITES_WATCH_WATCHSTATE_H

#include "support/Regex.h"
#include "watch/Sample.h"

#include <array>
#include <optional>

namespace allocsites {

enum class Column : uint8_t {
  ObjectRate,
  SpaceRate,
  AllocObjects,
  AllocSpace,
  InuseObjects,
  InuseSpace
};

struct ColumnInfo {
  Column column;
  const char *name;  ///< in text: "alloc_objects/s"
  const char *title; ///< above the numbers
  Lens lens;
  bool isRate;
  Column sibling; ///< the other unit of the same thing
  unsigned
      rank; ///< what goes first where there is no room for all: the highest
};

/// In the order in which they are shown.
inline constexpr std::array<ColumnInfo, 6> Columns = {{
    {Column::ObjectRate, "alloc_objects/s", "allocs/s", Lens::AllocObjects,
     true, Column::SpaceRate, 1},
    {Column::SpaceRate, "alloc_space/s", "bytes/s", Lens::AllocSpace, true,
     Column::ObjectRate, 0},
    {Column::AllocObjects, "alloc_objects", "allocs", Lens::AllocObjects, false,
     Column::AllocSpace, 4},
    {Column::AllocSpace, "alloc_space", "bytes", Lens::AllocSpace, false,
     Column::AllocObjects, 2},
    {Column::InuseObjects, "inuse_objects", "in use", Lens::InuseObjects, false,
     Column::InuseSpace, 5},
    {Column::InuseSpace, "inuse_space", "bytes", Lens::InuseSpace, false,
     Column::InuseObjects, 3},
}};
inline const ColumnInfo &info(Column column) { return Columns[size_t(column)]; }

enum class Page : uint8_t { Table, Source, Callers, Help };

inline constexpr double ShortestInterval = 0.1, LongestInterval = 3600;

struct WatchState {
  Column sort = Column::SpaceRate;
  SortKey key = SortKey::Flat;
  Granularity granularity = Granularity::Lines;
  std::optional<Regex> filter;
  bool paused = false;
  double interval = 1; ///< seconds

  Page page = Page::Table;
  std::optional<PlaceId> selected; ///< none: the first row, whichever it is
  size_t firstShown = 0;           ///< row of the table at its top
  size_t firstLine = 0;            ///< of a page that is text
  std::optional<PlaceId> detail;   ///< what Source and Callers are of

  std::optional<std::string> typed; ///< the filter while it is being typed
  std::string message;              ///< until the next key
  bool quit = false, suspend = false, redraw = false;
  bool refresh = false;     ///< read now
  bool regranulate = false; ///< rows of another granularity are wanted
};

/// The rows of \p model that pass the filter, in order: indices.
std::vector<uint32_t> chooseRows(const WatchModel &model, const Places &places,
                                 const WatchState &state);

/// Where the selected row stands among \p rows; 0 if it is not there.
size_t selectedIndex(const WatchModel &model, const std::vector<uint32_t> &rows,
                     const WatchState &state);

/// In the column's unit; a rate that is not known yet counts as what was
/// allocated in all.
double valueOf(const WatchModel &model, const WatchModel::Row &row,
               Column column, SortKey key);

} // namespace allocsites

#endif
