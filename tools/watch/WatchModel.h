// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A profile read again and again: what was allocated between two readings.
// Knows neither files nor screens.
// See also: Sample.h (from a view to a sample).
#ifndef ALLOCSITES_WATCH_WATCHMODEL_H
#define ALLOCSITES_WATCH_WATCHMODEL_H

#include "model/Rows.h"

#include <string>
#include <vector>

namespace allocsites {

/// What a row stands for, by its number as long as the watch lasts: a line, a
/// function or a file.
struct WatchPlace {
  std::string linkageName; ///< "" for files
  std::string function;    ///< readable; "" for files
  std::string file;        ///< "" if unknown
  uint32_t line = 0;       ///< 0: unknown

  bool operator==(const WatchPlace &) const = default;
};
using PlaceId = uint32_t;

/// What one reading says of one place.
struct PlaceCounts {
  PlaceId place;
  Counts flat, cum;
  std::string kind; ///< "[string growth]" or ""
};

/// What one reading says.
struct Sample {
  uint64_t timeNs = 0; ///< of a clock that is never set
  Granularity granularity = Granularity::Lines;
  uint8_t tracking = AllTracking; ///< Tracking bits
  Counts totals;
  std::vector<PlaceCounts> rows;
};

class WatchModel {
public:
  struct Row {
    PlaceCounts now;
    Counts flatBefore, cumBefore; ///< at the reading before
  };

  /// \p sample is newer than those taken before.
  void take(Sample sample);
  /// What comes next has nothing to do with what came before.
  void restart();

  bool isEmpty() const { return !any; }
  const std::vector<Row> &rows() const { return current; }
  const Counts &totals() const { return theTotals; }
  bool knows(Lens lens) const {
    return (tracking & info(lens).needs) == info(lens).needs;
  }

  /// Between the last two readings; 0: there are no two of one kind.
  double seconds() const { return double(elapsedNs) / 1e9; }
  /// A second, between the last two readings. Never negative; 0 without two.
  double rate(const Row &row, Lens lens, SortKey key) const;
  double totalRate(Lens lens) const;

private:
  double perSecond(int64_t now, int64_t before) const;

  bool any = false;
  Granularity granularity = Granularity::Lines;
  uint8_t tracking = AllTracking;
  uint64_t timeNs = 0, elapsedNs = 0;
  Counts theTotals, totalsBefore;
  std::vector<Row> current;
};

} // namespace allocsites

#endif
