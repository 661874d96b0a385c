// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is allocated again and again and never freed.
#include "advice/Advisor.h"
#include "support/Units.h"

namespace allocsites {

void detectLeaks(Advisor &advisor, const AdviceRule &rule) {
  const Model &model = advisor.view.model();
  if (!model.knows(Lens::InuseObjects))
    return;
  std::optional<uint64_t> grewLate = model.runs.size() == 1
                                         ? lateGrowth(model.runs[0].timeline)
                                         : std::nullopt;
  for (const Spot *spot : advisor.openSpots(rule)) {
    int64_t held = spot->counts[Lens::InuseObjects];
    int64_t space = spot->counts[Lens::InuseSpace];
    if (double(held) < rule.limit("kept") * double(spot->objects()))
      continue;
    // What was filled once and then used does not grow.
    if (grewLate && double(*grewLate) < rule.limit("late") * double(space))
      continue;
    advisor.report(rule, {spot}, {held, space, Lens::InuseObjects},
                   {{"held", std::to_string(held)},
                    {"held_bytes", formatBytes(uint64_t(space))}});
  }
}

} // namespace allocsites
