// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The fast path: what an allocation and a free cost.
//
// Slow functions are called last or save registers themselves
// (ALLOCSITES_SPARING), so that the fast path keeps what it knows where it is.
#ifndef ALLOCSITES_RUNTIME_COUNT_H
#define ALLOCSITES_RUNTIME_COUNT_H

#include "Context.h"
#include "Details.h"
#include "Process.h"
#include "Runtime.h"
#include "Shadow.h"

namespace allocsites {

/// Where an allocation comes from: a rewritten call.
struct DirectCall {
  allocsites_site *Site;
  ALLOCSITES_INLINE LeafEntry *leaf(Thread &T) const {
    return leafAt(T, resolve(T), Site);
  }
};

/// Or any code that calls an interposed function.
struct Interposed {
  const void *Caller;
  const char *Function; ///< symbol, static storage
  ALLOCSITES_INLINE LeafEntry *leaf(Thread &T) const {
    if (ALLOCSITES_UNLIKELY(!__allocsites_top))
      return outsideLeaf(T, Caller, Function);
    return ownLeaf(T, resolve(T));
  }
};

/// The block's last owner gave it back by a way that we do not see.
ALLOCSITES_SLOW ALLOCSITES_SPARING void forgetStale(Thread &T, Shadow::Word *W);

/// Who gave a block. A malloc may leave it more room than was asked for.
enum class Giver { Malloc, Named };

/// W is Block's word, if there is one.
ALLOCSITES_INLINE void followAt(Shadow::Word *W, Thread &T, LeafEntry *Leaf,
                                void *Block, size_t Size, uint64_t Clock,
                                Giver By) {
  if (ALLOCSITES_UNLIKELY(!W)) {
    W = LiveBlocks.make(Block);
    if (!W)
      return;
  }
  if (ALLOCSITES_UNLIKELY(Shadow::starts(*W)))
    forgetStale(T, W);
  bool Room = Size >= Recorded.BirthFrom &&
              (By == Giver::Malloc || Size >= AnyBirthFrom);
  Shadow::store(W, Leaf, Size, Room, Clock);
}

ALLOCSITES_SLOW ALLOCSITES_SPARING void
followWithin(Thread &T, LeafEntry *Leaf, void *Block, size_t Size, Giver By);

ALLOCSITES_INLINE void followBlock(Thread &T, LeafEntry *Leaf, void *Block,
                                   size_t Size, uint64_t Clock, Giver By) {
  if (ALLOCSITES_UNLIKELY(Shadow::startsWithin(Block)))
    return followWithin(T, Leaf, Block, Size, By);
  followAt(LiveBlocks.findAligned(Block), T, Leaf, Block, Size, Clock, By);
}

ALLOCSITES_INLINE void countAt(Thread &T, LeafEntry *Leaf, void *Block,
                               size_t Size, Giver By = Giver::Malloc) {
  uint64_t SizeAndEpoch;
  __builtin_memcpy(&SizeAndEpoch, &Leaf->size, sizeof SizeAndEpoch);
  // No leaf is of a later epoch, so the difference is no larger size.
  uint64_t Epoch = Epochs.Alloc;
  if (SizeAndEpoch - Epoch != Size &&
      !noteSize(Leaf, Size, uint32_t(Epoch >> 32)) &&
      !noteChange(T, Leaf, Size))
    return;
  bump(Leaf->allocObjects, 1);
  bump(Leaf->allocSpace, Size);
  bump(T.AllocObjects, 1);
  uint64_t Clock = T.Clock + Size;
  T.Clock = Clock;
  if (ALLOCSITES_UNLIKELY(Clock > T.PeakAt))
    passPeak(T);
  if (ALLOCSITES_UNLIKELY(Clock >= T.SettleAt)) {
    settle(T);
    Clock = T.Clock;
  }
  if (LiveBlocks.isOn())
    followBlock(T, Leaf, Block, Size, Clock, By);
}

/// By a signal handler that came while the runtime worked on this thread: what
/// makes no room in the profile.
ALLOCSITES_SLOW void countInterrupting(Thread &T, void *Block, size_t Size);

/// Off the fast path: no state yet, nested, interrupted, forked.
struct SlowEntry {
  Thread *T;
  bool Interrupting; ///< a signal handler while the runtime works
};
ALLOCSITES_SLOW SlowEntry enterSlowly(const void *Frame);

template <class Origin>
ALLOCSITES_SLOW void *countSlowly(void *Block, size_t Size, Origin From) {
  if (!Block || isOff())
    return Block;
  ErrnoKeeper Keep;
  SlowEntry E = enterSlowly(__builtin_frame_address(0));
  if (E.Interrupting)
    countInterrupting(*E.T, Block, Size);
  else if (E.T)
    countAt(*E.T, From.leaf(*E.T), Block, Size);
  return Block;
}

/// Block (null: the allocation failed) was allocated for a request of Size.
/// Returns Block.
template <class Origin>
ALLOCSITES_INLINE void *countAllocation(void *Block, size_t Size, Origin From) {
  Thread *T = Current;
  if (ALLOCSITES_UNLIKELY(!T || !Block))
    return countSlowly(Block, Size, From);
  countAt(*T, From.leaf(*T), Block, Size);
  return Block;
}

/// By another thread than the tree's, or one without a state (T null).
ALLOCSITES_SLOW void countFreeRemotely(Thread *T, LeafEntry *Leaf,
                                       uint64_t Size);

/// By the tree's thread, in the leaf's epoch.
ALLOCSITES_INLINE void countOwnFree(Thread &T, LeafEntry *Leaf, uint64_t Size,
                                    uint64_t Birth) {
  bump(Leaf->freeObjects, 1);
  bump(Leaf->freeSpace, Size);
  bump(T.FreeObjects, 1);
  if (ALLOCSITES_LIKELY(Birth >= ClockStart))
    countLifetime(Leaf, T.Clock - Birth);
  uint64_t PeakAt = T.PeakAt + Size;
  T.PeakAt = PeakAt;
  if (ALLOCSITES_UNLIKELY(PeakAt > T.FreeSettleAt))
    settle(T);
}

/// B, erased already, is freed by the thread of T, which may be null.
ALLOCSITES_SLOW void countFree(Thread *T, const LiveBlock &B);

/// Block, just counted, was made by realloc out of one of Old bytes.
ALLOCSITES_SLOW void noteRealloc(void *Block, uint64_t Old, uint64_t New,
                                 bool Moved);

/// In any state, and of any size.
ALLOCSITES_SLOW ALLOCSITES_SPARING void countDeallocationSlowly(void *Block);
/// Block, maybe null, is about to be freed.
ALLOCSITES_INLINE void countDeallocation(void *Block) {
  if (!LiveBlocks.isOn())
    return;
  if (ALLOCSITES_UNLIKELY(Shadow::startsWithin(Block)))
    return countDeallocationSlowly(Block);
  Shadow::Word *W = LiveBlocks.findAligned(Block);
  if (!W)
    return;
  Shadow::Word First = W[0];
  if (!Shadow::starts(First))
    return;
  Thread *T = Current;
  LeafEntry *Leaf = Shadow::leafOf(First);
  if (ALLOCSITES_UNLIKELY(!T || Shadow::isLarge(First) ||
                          Leaf->tree != T->TreeNumber))
    return countDeallocationSlowly(Block);
  if (ALLOCSITES_UNLIKELY(Leaf->peakEpoch != Epochs.Free))
    keepPeak(*T, Leaf, true);
  LiveBlock B = Shadow::takeSmall(W);
  countOwnFree(*T, Leaf, B.Size, B.Birth);
}

} // namespace allocsites

#endif
