// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/CulpritShares.h"

#include "support/Units.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace allocsites {

std::vector<KindShare> kindShares(const Kinds &kinds,
                                  const std::vector<CulpritShare> &shares,
                                  Lens lens) {
  std::map<std::string, Counts> byName;
  for (const CulpritShare &share : shares)
    byName[kinds.kindName(share.culprit)] += share.counts;
  std::vector<KindShare> result;
  for (const auto &[name, counts] : byName)
    result.push_back({name, counts});
  Lens sibling = info(lens).sibling;
  std::sort(result.begin(), result.end(),
            [&](const KindShare &a, const KindShare &b) {
              auto key = [&](const KindShare &share) {
                return std::tuple(~magnitude(share.counts[lens]),
                                  ~magnitude(share.counts[sibling]),
                                  std::string_view(share.kind));
              };
              return key(a) < key(b);
            });
  return result;
}

} // namespace allocsites
