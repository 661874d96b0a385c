// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Many small blocks that live on: a list by bytes hides them.
#include "advice/Advisor.h"
#include "support/Units.h"

namespace allocsites {

void detectManySmall(Advisor &advisor, const AdviceRule &rule) {
  const Counts &totals = advisor.view.model().totals;
  for (const Spot *spot : advisor.openSpots(rule)) {
    double ofObjects = double(spot->objects()) /
                       double(std::max<int64_t>(totals[Lens::AllocObjects], 1));
    double ofBytes = double(spot->bytes()) /
                     double(std::max<int64_t>(totals[Lens::AllocSpace], 1));
    if (ofObjects < rule.limit("objects_share") ||
        ofBytes * rule.limit("contrast") > ofObjects ||
        double(spot->temporaries()) >
            rule.limit("temporary") * double(spot->objects()))
      continue;
    int64_t chunks = spot->bytes() / int64_t(rule.limit("chunk")) + 1;
    advisor.report(
        rule, {spot}, {spot->objects() - chunks, std::nullopt},
        {{"objects_percent",
          formatShortPercent(spot->objects(), totals[Lens::AllocObjects])},
         {"bytes_percent",
          formatShortPercent(spot->bytes(), totals[Lens::AllocSpace])},
         {"average", formatBytes(uint64_t(spot->bytes() / spot->objects()))},
         {"chunk", formatBytes(uint64_t(rule.limit("chunk")))},
         {"chunks", std::to_string(chunks)}});
  }
}

} // namespace allocsites
