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

/// Of types that are of one size everywhere; 0: not known.
uint64_t elementSize(std::string_view type) {
  static constexpr std::pair<std::string_view, uint64_t> Sizes[] = {
      {"char", 1},          {"signed char", 1},    {"unsigned char", 1},
      {"short", 2},         {"unsigned short", 2}, {"int", 4},
      {"unsigned int", 4},  {"float", 4},          {"long", 8},
      {"unsigned long", 8}, {"long long", 8},      {"unsigned long long", 8},
      {"double", 8},
  };
  for (const auto &[name, size] : Sizes)
    if (type == name)
      return size;
  return type.ends_with('*') ? sizeof(void *) : 0;
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
  // It may have had elements or room before: what it came to, in elements, is
  // known by their size, or else if the first block was of one.
  uint64_t known = elementSize(advisor.typeOf(*group.front()));
  AdviceValues first{{"first", formatBytes(chain->first)}};
  bool few = chain->toTheEnd * 2 < chain->containers;
  Saving saving{objectsOf(group) - chain->containers, bytes - chain->keptBytes};
  advisor.report(
      rule, group, saving,
      {{"containers", std::to_string(chain->containers)},
       {"steps", std::to_string(chain->steps)},
       {"to_the_end", std::to_string(chain->toTheEnd)},
       {"first", formatBytes(chain->first)},
       {"last", formatBytes(chain->last)},
       {"times", std::to_string(chain->last / (known ? known : chain->first))},
       {"began", known ? "" : fillSentence(rule.text("began"), first)},
       {"few", few ? rule.text("few") : ""},
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
