// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counting off the fast path.
#include "Count.h"

namespace allocsites {

void countFree(Thread *T, const LiveBlock &B) {
  if (ALLOCSITES_UNLIKELY(!B.Leaf))
    return;
  if (!T || B.Leaf->tree != T->TreeNumber)
    return countFreeRemotely(T, B.Leaf, B.Size);
  if (B.Leaf->peakEpoch != Epochs.Free)
    keepPeak(*T, B.Leaf, true);
  countOwnFree(*T, B.Leaf, B.Size, B.Birth);
}

void countFreeRemotely(Thread *T, LeafEntry *Leaf, uint64_t Size) {
  if (T && Leaf->peakEpoch != Epochs.Free)
    keepPeak(*T, Leaf, true);
  __atomic_fetch_add(&Leaf->remoteFreeObjects, 1, __ATOMIC_RELAXED);
  __atomic_fetch_add(&Leaf->remoteFreeSpace, Size, __ATOMIC_RELAXED);
  if (!T)
    return settleFree(Size);
  bump(T->FreeObjects, 1);
  bump(T->PeakAt, Size);
  if (T->PeakAt > T->FreeSettleAt)
    settle(*T);
}

ALLOCSITES_SPARING void followWithin(Thread &T, LeafEntry *Leaf, void *Block,
                                     size_t Size, Giver By) {
  followAt(LiveBlocks.find(Block), T, Leaf, Block, Size, T.Clock, By);
}

ALLOCSITES_SPARING void forgetStale(Thread &T, Shadow::Word *W) {
  countFree(&T, Shadow::take(W));
}

void noteRealloc(void *Block, uint64_t Old, uint64_t New, bool Moved) {
  Thread *T = Current;
  Shadow::Word *W = T ? LiveBlocks.find(Block) : nullptr;
  Shadow::Word First = W ? *W : 0;
  if (!Shadow::starts(First))
    return;
  LeafEntry *Leaf = Shadow::leafOf(First);
  if (Leaf->tree == T->TreeNumber)
    countRealloc(*T, Leaf, Old, New, Moved);
}

void countInterrupting(Thread &T, void *Block, size_t Size) {
  LeafEntry *Leaf = T.Interrupting;
  if (isNowhere(Leaf)) {
    noteChange(T, Leaf, Size);
    return;
  }
  bump(Leaf->allocObjects, 1);
  bump(Leaf->allocSpace, Size);
  bump(T.AllocObjects, 1);
  bump(T.Clock, Size);
  if (LiveBlocks.isOn())
    followBlock(T, Leaf, Block, Size, T.Clock, Giver::Malloc);
}

SlowEntry enterSlowly(const void *Frame) {
  if (Thread *T = enter(Frame))
    return {T, false};
  // At work, not nested: only a signal handler comes here.
  if (Own && !Own->Nested && !Own->Paused)
    return {Own, true};
  return {nullptr, false};
}

ALLOCSITES_SPARING void countDeallocationSlowly(void *Block) {
  ErrnoKeeper Keep;
  Thread *T = enter(__builtin_frame_address(0));
  if (!T && Own && Own->Paused)
    T = Own;
  // A fork just followed has emptied the shadow.
  Shadow::Word *W = LiveBlocks.find(Block);
  if (W && Shadow::starts(*W))
    countFree(T, Shadow::take(W));
}

} // namespace allocsites
