// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The process as a whole: totals, the clock that lifetimes are measured by, the
// peak, the timeline.
//
// Each thread counts for itself and settles with the process every so many
// bytes. A process with one thread is exact at every event. With several, the
// clock and the peak may be off by what they have not settled: at most
// SettleBytes a thread.
//
// The peak: while the process has more in use than ever ("open"), what is in
// use is the peak. The first free afterwards closes it. Opening and closing
// each begin an epoch; whoever first changes a node in a closed epoch puts down
// what was in use there. So each event costs a comparison, and a new peak
// nothing.
#ifndef ALLOCSITES_RUNTIME_PROCESS_H
#define ALLOCSITES_RUNTIME_PROCESS_H

#include "Thread.h"

namespace allocsites {

inline constexpr uint64_t SettleBytes = uint64_t(64) << 10;

/// A node of another epoch must be told before it changes.
struct PeakEpochs {
  uint64_t Alloc; ///< epoch << 32, as it stands in NodeEntry behind `size`
  uint32_t Free;  ///< the same, or none's if any free closes the peak
};
extern ALLOCSITES_HIDDEN PeakEpochs Epochs;

/// Starts the timeline; TrackPeak: and the peak. Once, before any thread.
void startProcess(bool TrackPeak);
/// In a forked child: nothing has been allocated yet.
void restartProcess();

/// Adds what T has done since the last time to the process's totals, and tells
/// T what the others have done.
ALLOCSITES_SLOW ALLOCSITES_SPARING void settle(Thread &T);
/// T's clock has passed PeakAt.
ALLOCSITES_SLOW ALLOCSITES_SPARING void passPeak(Thread &T);
/// Node is about to change and of another epoch. Freeing: by a free.
ALLOCSITES_SLOW ALLOCSITES_SPARING void keepPeak(Thread &T, LeafEntry *Leaf,
                                                 bool Freeing);
/// A free by a thread that has no state.
void settleFree(uint64_t Size);
/// The last sample of the timeline.
void endProcess();

} // namespace allocsites

#endif
