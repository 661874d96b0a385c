// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How many blocks can have been alive together, told from their lifetimes.
#ifndef ALLOCSITES_ADVICE_OVERLAP_H
#define ALLOCSITES_ADVICE_OVERLAP_H

#include "model/Distribution.h"

#include <optional>

namespace allocsites {

/// Blocks that were freed early, and so can take turns in the same memory.
struct Overlap {
  int64_t blocks;       ///< freed before the process allocated `within` bytes
  uint64_t within;      ///< 0: before it allocated anything
  int64_t mostTogether; ///< of them, at any time: no more fit into `within`
  int64_t spared() const { return blocks - mostTogether; }
};

/// The bound on lifetimes that spares most. None without sizes and lifetimes.

std::optional<Overlap> findOverlap(const Distribution &distribution);

} // namespace allocsites

#endif
