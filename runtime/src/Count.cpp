// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counting off the fast path.
#include "Count.h"

namespace allocsites {

void countFreeRemotely(NodeEntry *Node, uint64_t Size) {
  __atomic_fetch_add(&Node->remoteFreeObjects, 1, __ATOMIC_RELAXED);
  __atomic_fetch_add(&Node->remoteFreeSpace, Size, __ATOMIC_RELAXED);
}

/// The block's last owner gave it back by a way that we do not see.
void forgetStale(void *Block, Shadow::Word *W) {
  uint64_t Size = LiveBlocks.sizeOf(Block, *W);
  NodeEntry *Node = nodeAt(Ref(*W));
  LiveBlocks.erase(Block, W);
  countFree(Current, Node, Size);
}

void countOddly(NodeEntry *Node, void *Block, size_t Size) {
  if (!Node)
    return File.countLost(Size);
  if (!(Node->flags & format::InsideAllocator))
    countAt(Node, Block, Size);
}

SlowEntry enterSlowly(const void *Frame) {
  if (Thread *T = enter(Frame))
    return {T, false};
  // At work, not nested: only a signal handler comes here.
  if (Own && !Own->Nested)
    return {Own, true};
  return {nullptr, false};
}

void countDeallocationSlowly(void *Block) {
  ErrnoKeeper Keep;
  Thread *T = enter(__builtin_frame_address(0));
  // A fork just followed has emptied the shadow.
  Shadow::Word *W = LiveBlocks.find(Block);
  if (!W || !*W)
    return;
  uint64_t Size = LiveBlocks.sizeOf(Block, *W);
  NodeEntry *Node = nodeAt(Ref(*W));
  LiveBlocks.erase(Block, W);
  countFree(T, Node, Size);
}

} // namespace allocsites
