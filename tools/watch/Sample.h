// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a view of a profile to a sample that outlives it.
#ifndef ALLOCSITES_WATCH_SAMPLE_H
#define ALLOCSITES_WATCH_SAMPLE_H

#include "render/Style.h"
#include "watch/WatchModel.h"

#include <string_view>
#include <unordered_map>

namespace allocsites {

/// Gives places their numbers. The same place has the same number in every
/// profile.
class Places {
public:
  PlaceId idOf(const View &view, const Row &row);
  PlaceId idOf(WatchPlace place);
  const WatchPlace &operator[](PlaceId id) const { return all[id]; }

private:
  static std::string keyOf(std::string_view linkageName, std::string_view file,
                           uint32_t line);

  std::unordered_map<std::string, PlaceId> ids; ///< by linkage name and place
  std::vector<WatchPlace> all;
};

/// Rows without counts are left out. Kinds are by \p lens.
Sample takeSample(ReportContext &context, const View &view, Lens lens,
                  Places &places, uint64_t timeNs);

} // namespace allocsites

#endif
