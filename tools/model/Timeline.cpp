// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Timeline.h"

#include <algorithm>

namespace allocsites {

std::optional<uint64_t> lateGrowth(const Timeline &timeline) {
  const auto &moments = timeline.moments;
  if (moments.empty())
    return std::nullopt;
  // Frees of other threads can be counted before the allocations.
  auto inUse = [](const Moment &moment) {
    return moment.allocSpace - std::min(moment.allocSpace, moment.freeSpace);
  };
  uint64_t half = moments.back().allocSpace / 2;
  auto later =
      std::find_if(moments.begin(), moments.end(),
                   [&](const Moment &m) { return m.allocSpace > half; });
  uint64_t before = later == moments.begin() ? 0 : inUse(later[-1]), most = 0;
  for (; later != moments.end(); ++later)
    most = std::max(most, inUse(*later));
  return most - std::min(most, before);
}

} // namespace allocsites
