// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/ChargedContexts.h"

#include <algorithm>
#include <utility>

namespace allocsites {

std::vector<CulpritShare> ChargedContexts::culprits(uint32_t row) const {
  std::vector<std::pair<CulpritId, Id>> nodes;
  if (row < lastOf.size())
    for (Id node = lastOf[row]; node != None; node = before[node])
      nodes.emplace_back(view.kinds().of(node), node);
  std::sort(nodes.begin(), nodes.end());
  std::vector<CulpritShare> result;
  for (auto [culprit, node] : nodes) {
    if (result.empty() || result.back().culprit != culprit)
      result.push_back({culprit, {}});
    result.back().counts += view.own(node);
  }
  return result;
}

std::shared_ptr<Distribution>
ChargedContexts::distribution(uint32_t row) const {
  const DistributionTable &all = view.model().distributions;
  std::shared_ptr<Distribution> sum;
  for (Id node = lastOf[row]; node != None; node = before[node])
    if (all.has(node)) {
      if (!sum)
        sum = std::make_shared<Distribution>();
      *sum += all.of(node);
    }
  return sum;
}

} // namespace allocsites
