// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A process as a whole at moments of its run.
#ifndef ALLOCSITES_MODEL_TIMELINE_H
#define ALLOCSITES_MODEL_TIMELINE_H

#include <cstdint>
#include <optional>
#include <vector>

namespace allocsites {

struct Moment {
  uint64_t timeNs; ///< since the process's start
  uint64_t allocObjects, allocSpace;
  uint64_t freeObjects, freeSpace;
};

struct Timeline {
  std::vector<Moment> moments; ///< ascending; no counter ever falls
  uint64_t peakSpace = 0;      ///< the most bytes in use; 0: unknown
  uint64_t peakTimeNs = 0;     ///< when; 0: unknown
};

/// By how many bytes the process grew, at most, while it allocated the second
/// half of all bytes; nothing if no moment is known. Too large rather than too
/// small where moments are far apart.
std::optional<uint64_t> lateGrowth(const Timeline &timeline);

} // namespace allocsites

#endif
