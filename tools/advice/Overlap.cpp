// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/Overlap.h"

namespace allocsites {

std::optional<Overlap> findOverlap(const Distribution &distribution) {
  if (distribution.minSize == 0)
    return std::nullopt;
  std::optional<Overlap> best;
  int64_t blocks = 0;
  // The last bucket has no end.
  for (size_t i = 0; i + 1 < distribution.lifetimes.size(); ++i) {
    blocks += int64_t(distribution.lifetimes[i]);
    uint64_t within = i == 0 ? 0 : Distribution::lifetimeFrom(i + 1);
    Overlap overlap{blocks, within, int64_t(within / distribution.minSize) + 1};
    if (blocks != 0 && (!best || overlap.spared() > best->spared()))
      best = overlap;
  }
  return best;
}

} // namespace allocsites
