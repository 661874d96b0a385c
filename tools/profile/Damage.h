// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a damaged profile lost.
#ifndef ALLOCSITES_PROFILE_DAMAGE_H
#define ALLOCSITES_PROFILE_DAMAGE_H

#include "profile/Reader.h"

#include <cstdint>
#include <string>
#include <vector>

namespace allocsites {

/// Shown for a name that cannot be read.
inline constexpr std::string_view UnknownName = "[unknown]";

/// Entries that failed a check, and what was lost with them.
struct Damage {
  uint64_t strings = 0, stringBytes = 0, frames = 0, sites = 0, nodes = 0;
  uint64_t nodeObjects = 0, nodeSpace = 0, overfreed = 0;
  uint64_t counts = 0, distributions = 0;

  /// A line for the user for each kind of loss.
  std::vector<std::string> describe(Liveness program) const;
};

} // namespace allocsites

#endif
