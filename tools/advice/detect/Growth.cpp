// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Containers that grow step by step where one reservation would do.
#include "advice/Advisor.h"
#include "advice/GrowthChain.h"
#include "support/Units.h"

#include <algorithm>
#include <map>

namespace allocsites {

namespace {

using Group = std::vector<const Spot *>;

std::optional<GrowthChain> chainOf(const Group &group) {
  Distribution distribution;
  for (const Spot *spot : group)
    distribution += spot->distribution;
  return findGrowthChain(distribution, objectsOf(group), bytesOf(group));
}

int64_t savedObjects(const Group &group) {
  std::optional<GrowthChain> chain = chainOf(group);
  return chain ? objectsOf(group) - chain->containers : 0;
}

void reportGroup(Advisor &advisor, const AdviceRule &rule, Group group) {
  std::optional<GrowthChain> chain = chainOf(group);
  if (!chain)
    return;
  std::sort(group.begin(), group.end(), [](const Spot *a, const Spot *b) {
    return a->bytes() != b->bytes() ? a->bytes() > b->bytes()
                                    : a->line < b->line;
  });
  int64_t bytes = bytesOf(group);
  Saving saving{objectsOf(group) - chain->containers, bytes - chain->keptBytes};
  advisor.report(rule, group, saving,
                 {{"containers", std::to_string(chain->containers)},
                  {"steps", std::to_string(chain->steps)},
                  {"to_the_end", std::to_string(chain->toTheEnd)},
                  {"first", formatBytes(chain->first)},
                  {"last", formatBytes(chain->last)},
                  {"times", std::to_string(chain->last / chain->first)},
                  {"characters", std::to_string(chain->last - 1)},
                  {"pointers", std::to_string(chain->last / sizeof(void *))},
                  {"kept_bytes", formatBytes(uint64_t(chain->keptBytes))},
                  {"objects_percent",
                   formatShortPercent(saving.objects, objectsOf(group))},
                  {"bytes_percent", formatShortPercent(*saving.bytes, bytes)}});
}

} // namespace

void detectGrowth(Advisor &advisor, const AdviceRule &rule) {
  // A container may grow on any of a function's lines: those together are a
  // chain then, of fewer containers than the lines apart.
  std::map<std::pair<Id, CulpritId>, Group> byFunction;
  for (const Spot *spot : advisor.openSpots(rule))
    byFunction[{spot->function, spot->culprit}].push_back(spot);
  for (const auto &[key, group] : byFunction) {
    int64_t apart = 0;
    for (const Spot *spot : group)
      apart += savedObjects({spot});
    if (group.size() > 1 && savedObjects(group) > apart) {
      reportGroup(advisor, rule, group);
      continue;
    }
    for (const Spot *spot : group)
      reportGroup(advisor, rule, {spot});
  }
}

} // namespace allocsites
