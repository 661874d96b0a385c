// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is allocated again and again and never freed.
#include "advice/Advisor.h"
#include "support/Units.h"

namespace allocsites {

namespace {

Saving heldBy(const Spot &spot) {
  return {spot.counts[Lens::InuseObjects], spot.counts[Lens::InuseSpace],
          Lens::InuseObjects};
}

/// False if the process grew too little for such lines to be growing all the
/// time: some were filled once and then used, and which is not known.
bool areGrowing(const Advisor &advisor, const AdviceRule &rule,
                const std::vector<const Spot *> &spots) {
  const Model &model = advisor.view.model();
  if (model.runs.size() != 1)
    return true;
  std::optional<uint64_t> growth = lateGrowth(model.runs[0].timeline);
  double held = 0;
  for (const Spot *spot : spots)
    held += double(spot->counts[Lens::InuseSpace]);
  return !growth || double(*growth) >= rule.limit("late") * held;
}

} // namespace

void detectLeaks(Advisor &advisor, const AdviceRule &rule) {
  if (!advisor.view.model().knows(Lens::InuseObjects))
    return;
  std::vector<const Spot *> kept;
  for (const Spot *spot : advisor.openSpots(rule)) {
    const Counts &counts = spot->counts;
    if (double(counts[Lens::InuseObjects]) >=
            rule.limit("kept") * double(spot->objects()) &&
        advisor.isWorthwhile(rule, heldBy(*spot)))
      kept.push_back(spot);
  }
  if (!areGrowing(advisor, rule, kept))
    return;
  for (const Spot *spot : kept) {
    Saving held = heldBy(*spot);
    advisor.report(rule, {spot}, held,
                   {{"held", std::to_string(held.objects)},
                    {"held_bytes", formatBytes(uint64_t(*held.bytes))}});
  }
}

} // namespace allocsites
