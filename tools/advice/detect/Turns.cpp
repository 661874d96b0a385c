// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks that come and go, few at a time: the same memory would do for all.
#include "advice/Advisor.h"
#include "advice/Overlap.h"
#include "support/Units.h"

namespace allocsites {

namespace {

/// 1 for the spot with the most.
size_t rankOf(const Advisor &advisor, const Spot &spot, Lens lens) {
  size_t rank = 1;
  for (const Spot &other : advisor.spots)
    rank += other.counts[lens] > spot.counts[lens];
  return rank;
}

} // namespace

void detectTurns(Advisor &advisor, const AdviceRule &rule) {
  for (const Spot *spot : advisor.openSpots(rule)) {
    std::optional<Overlap> overlap = findOverlap(spot->distribution);
    if (!overlap ||
        double(overlap->spared()) <
            rule.limit("spared") * double(spot->objects()) ||
        double(spot->distribution.minSize) < rule.limit("smallest"))
      continue;
    int64_t objects = overlap->spared();
    auto bytes = int64_t(double(spot->bytes()) / double(spot->objects()) *
                         double(objects));
    if (!advisor.isWorthwhile(rule, {objects, bytes}))
      continue;
    std::string when =
        overlap->within == 0
            ? rule.text("at_once")
            : fillSentence(rule.text("within"),
                           {{"within", formatBytes(overlap->within)}});
    const Distribution &sizes = spot->distribution;
    advisor.report(
        rule, {spot}, {objects, bytes},
        {{"turns", std::to_string(overlap->blocks)},
         {"when", when},
         {"together", std::to_string(overlap->mostTogether)},
         {"size", sizes.minSize == sizes.maxSize
                      ? formatBytes(sizes.maxSize)
                      : formatBytes(sizes.minSize) + " to " +
                            formatBytes(sizes.maxSize)},
         {"rank_objects",
          std::to_string(rankOf(advisor, *spot, Lens::AllocObjects))},
         {"rank_bytes",
          std::to_string(rankOf(advisor, *spot, Lens::AllocSpace))}});
  }
}

} // namespace allocsites
