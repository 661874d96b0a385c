// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a view of a profile to a sample that outlives it.
#ifndef ALLOCSITES_WATCH_SAMPLE_H
#define ALLOCSITES_WATCH_SAMPLE_H

#include "model/IdTable.h"
#include "render/Style.h"
#include "watch/WatchModel.h"

#include <string_view>

namespace allocsites {

/// Gives places their numbers. The same place has the same number in every
/// profile.
class Places {
public:
  PlaceId idOf(const View &view, const Row &row);
  PlaceId idOf(WatchPlace place);
  const WatchPlace &operator[](PlaceId id) const { return all[id]; }

private:
  /// \p make gives the place if it is a new one.
  template <class Make>
  PlaceId find(std::string_view linkageName, std::string_view file,
               uint32_t line, Make make);

  IdTable table; ///< of numbers from 1, by linkage name, file and line
  std::vector<WatchPlace> all;
};

/// Rows without counts are left out. Kinds are by \p lens.
Sample takeSample(ReportContext &context, const View &view, Lens lens,
                  Places &places, uint64_t timeNs);

} // namespace allocsites

#endif
