// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks that containers grew through, told from their sizes alone.
#ifndef ALLOCSITES_ADVICE_GROWTHCHAIN_H
#define ALLOCSITES_ADVICE_GROWTHCHAIN_H

#include "model/Distribution.h"

#include <optional>

namespace allocsites {

/// Containers that began with one size and about doubled, some further than
/// others. Each has one block of each size up to its last.
struct GrowthChain {
  int64_t containers;   ///< blocks of the first size
  int64_t steps;        ///< sizes
  uint64_t first, last; ///< bytes: the smallest block and the largest
  int64_t toTheEnd;     ///< containers that grew to the largest
  int64_t keptBytes;    ///< of each container's last block alone
};

/// None if the blocks are not such a chain: if a class of sizes has more blocks
/// than a smaller one, or if sizes that grow by one factor from the first to
/// the last do not add up to \p bytes.
std::optional<GrowthChain> findGrowthChain(const Distribution &distribution,
                                           int64_t objects, int64_t bytes);

} // namespace allocsites

#endif
