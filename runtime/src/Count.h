// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The fast path: what an allocation and a free cost.
#ifndef ALLOCSITES_RUNTIME_COUNT_H
#define ALLOCSITES_RUNTIME_COUNT_H

#include "Runtime.h"
#include "Shadow.h"

namespace allocsites {

/// Where an allocation comes from: a rewritten call.
struct DirectCall {
  allocsites_site *Site;
  ALLOCSITES_INLINE NodeEntry *node(Thread &T) const {
    NodeEntry *Parent = resolve(T);
    return ALLOCSITES_LIKELY(Parent != nullptr) ? childAt(T, Parent, Site)
                                                : nullptr;
  }
};

/// Or any code that calls an interposed function.
struct Interposed {
  const void *Caller;
  const char *Function; ///< symbol, static storage
  ALLOCSITES_INLINE NodeEntry *node(Thread &T) const {
    return ALLOCSITES_LIKELY(__allocsites_top != nullptr)
               ? resolve(T)
               : outsideNode(T, Caller, Function);
  }
};

/// Adds to a counter that this thread alone writes: one instruction on x86-64,
/// so that no signal handler comes between load and store.
ALLOCSITES_INLINE void bump(uint64_t &Counter, uint64_t By) {
  uint64_t Sum = __atomic_load_n(&Counter, __ATOMIC_RELAXED) + By;
  __atomic_store_n(&Counter, Sum, __ATOMIC_RELAXED);
}

ALLOCSITES_SLOW void countFreeRemotely(NodeEntry *Node, uint64_t Size);
ALLOCSITES_INLINE void countFree(Thread *T, NodeEntry *Node, uint64_t Size) {
  if (ALLOCSITES_UNLIKELY(!T || Node->tree != T->Contexts.number()))
    return countFreeRemotely(Node, Size);
  bump(Node->freeObjects, 1);
  bump(Node->freeSpace, Size);
}

ALLOCSITES_SLOW void forgetStale(void *Block, Shadow::Word *W);
ALLOCSITES_INLINE void countAt(NodeEntry *Node, void *Block, size_t Size) {
  bump(Node->allocObjects, 1);
  bump(Node->allocSpace, Size);
  if (!LiveBlocks.isOn())
    return;
  Shadow::Word *W = LiveBlocks.findOrMake(Block);
  if (ALLOCSITES_UNLIKELY(!W))
    return;
  if (ALLOCSITES_UNLIKELY(*W != 0))
    forgetStale(Block, W);
  LiveBlocks.store(Block, W, refOf(Node), Size);
}

/// Counts on Node unless it is null or counts nothing.
ALLOCSITES_SLOW void countOddly(NodeEntry *Node, void *Block, size_t Size);

/// Off the fast path: no state yet, nested, interrupted, forked.
/// Returns the node to count on or null; sets Counts to whether it counts.
struct SlowEntry {
  Thread *T;
  bool Interrupting; ///< a signal handler while the runtime works
};
ALLOCSITES_SLOW SlowEntry enterSlowly(const void *Frame);

template <class Origin>
ALLOCSITES_SLOW void countSlowly(void *Block, size_t Size, Origin From) {
  if (!Block)
    return;
  ErrnoKeeper Keep;
  SlowEntry E = enterSlowly(__builtin_frame_address(0));
  if (E.T)
    countOddly(E.Interrupting ? E.T->Interrupting : From.node(*E.T), Block,
               Size);
}

/// Block (null: the allocation failed) was allocated for a request of Size.
template <class Origin>
ALLOCSITES_INLINE void countAllocation(void *Block, size_t Size, Origin From) {
  Thread *T = Current;
  if (ALLOCSITES_UNLIKELY(!T || !Block))
    return countSlowly(Block, Size, From);
  NodeEntry *Node = From.node(*T);
  if (ALLOCSITES_UNLIKELY(!Node || (Node->flags & format::InsideAllocator)))
    return countOddly(Node, Block, Size);
  countAt(Node, Block, Size);
}

ALLOCSITES_SLOW void countDeallocationSlowly(void *Block);
/// Block, maybe null, is about to be freed.
ALLOCSITES_INLINE void countDeallocation(void *Block) {
  if (!LiveBlocks.isOn())
    return;
  Shadow::Word *W = LiveBlocks.find(Block);
  if (!W || !*W)
    return;
  Thread *T = Current;
  if (ALLOCSITES_UNLIKELY(!T))
    return countDeallocationSlowly(Block);
  uint64_t Size = LiveBlocks.sizeOf(Block, *W);
  NodeEntry *Node = nodeAt(Ref(*W));
  LiveBlocks.erase(Block, W);
  countFree(T, Node, Size);
}

} // namespace allocsites

#endif
