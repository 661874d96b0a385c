// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counting off the fast path.
#include "Count.h"

namespace allocsites {

void countFree(Thread *T, const LiveBlock &B) {
  if (!T || B.Node->tree != T->TreeNumber)
    return countFreeRemotely(T, B.Node, B.Size);
  if (B.Node->peakEpoch != Epochs.Free)
    keepPeak(*T, B.Node, true);
  countOwnFree(*T, B.Node, B.Size, B.Birth);
}

void countFreeRemotely(Thread *T, NodeEntry *Node, uint64_t Size) {
  auto *D = entryAt<DetailEntry>(Node->details);
  if (T && Node->peakEpoch != Epochs.Free)
    keepPeak(*T, Node, true);
  __atomic_fetch_add(&D->remoteFreeObjects, 1, __ATOMIC_RELAXED);
  __atomic_fetch_add(&D->remoteFreeSpace, Size, __ATOMIC_RELAXED);
  if (!T)
    return settleFree(Size);
  bump(T->FreeObjects, 1);
  bump(T->PeakAt, Size);
  if (T->PeakAt > T->FreeSettleAt)
    settle(*T);
}

ALLOCSITES_SPARING void forgetStale(Thread &T, Shadow::Word *W) {
  countFree(&T, Shadow::take(W));
}

void *countOddly(void *Block, size_t Size, Thread &T, NodeEntry *Node) {
  if (!Node)
    File.countLost(Size);
  else if (Node->details || prepare(T, Node, Size))
    countAt(T, Node, Block, Size);
  else if (!(Node->flags & format::InsideAllocator))
    File.countLost(Size);
  return Block;
}

void noteRealloc(void *Block, uint64_t Old, uint64_t New, bool Moved) {
  Thread *T = Current;
  Shadow::Word *W = T ? LiveBlocks.find(Block) : nullptr;
  if (!W || !Shadow::starts(*W))
    return;
  NodeEntry *Node = Shadow::nodeOf(*W);
  if (Node->tree == T->TreeNumber)
    countRealloc(*T, Node, Old, New, Moved);
}

void countInterrupting(Thread &T, void *Block, size_t Size) {
  NodeEntry *Node = T.Interrupting;
  bump(Node->allocObjects, 1);
  bump(Node->allocSpace, Size);
  bump(T.AllocObjects, 1);
  bump(T.Clock, Size);
  if (LiveBlocks.isOn())
    followBlock(T, Node, Block, Size, T.Clock);
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
