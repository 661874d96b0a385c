// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is kept of a node besides its counters: sizes, lifetimes, realloc.
#ifndef ALLOCSITES_RUNTIME_DETAILS_H
#define ALLOCSITES_RUNTIME_DETAILS_H

#include "Thread.h"

namespace allocsites {

/// What is kept; set once, before any thread.
struct DetailSwitches {
  bool Sizes, Lifetimes;
  /// Requests from here on leave room for their birth in the shadow.
  size_t BirthFrom;
};
extern ALLOCSITES_HIDDEN DetailSwitches Recorded;

/// Adds to a counter that this thread alone writes: one instruction on x86-64,
/// so that no signal handler comes between load and store.
ALLOCSITES_INLINE void bump(uint64_t &Counter, uint64_t By) {
  uint64_t Sum = __atomic_load_n(&Counter, __ATOMIC_RELAXED) + By;
  __atomic_store_n(&Counter, Sum, __ATOMIC_RELAXED);
}

/// Node gets its first allocation. False if it counts nothing (see
/// NodeFlags::InsideAllocator) or the profile has no room.
ALLOCSITES_SLOW ALLOCSITES_SPARING bool prepare(Thread &T, NodeEntry *Node,
                                                uint64_t Size);
/// The same whatever its flags; false if the profile has no room.
ALLOCSITES_SLOW bool makeDetails(Thread &T, NodeEntry *Node, uint64_t Size);
/// NodeEntry::size when no one size stands for all allocations. A size of 0 is
/// never put there, so that those allocations come by noteChange().
inline constexpr uint32_t ManySizes = 0xffffffff;

/// An allocation, about to be counted, that is not of Node->size or comes in
/// another epoch of the peak than the node's.
__attribute__((noinline)) ALLOCSITES_SPARING void
noteChange(Thread &T, NodeEntry *Node, uint64_t Size);

/// The same, if there is nothing new: of a size between those seen before, in
/// the node's epoch. Else false.
ALLOCSITES_INLINE bool noteSize(NodeEntry *Node, uint64_t Size,
                                uint32_t Epoch) {
  if (Node->size != ManySizes || Node->peakEpoch != Epoch)
    return false;
  auto *D = entryAt<DetailEntry>(Node->details);
  uint32_t I = format::sizeBucket(Size);
  Ref Line = D->sizes[I / 8];
  if (!Line || Size < D->minSize || Size > D->maxSize || !Size)
    return false;
  bump(entryAt<uint64_t>(Line)[I % 8], 1);
  return true;
}

/// A realloc made a block of New bytes at Node out of one of Old bytes.
ALLOCSITES_SLOW void countRealloc(Thread &T, NodeEntry *Node, uint64_t Old,
                                  uint64_t New, bool Moved);

/// Buckets by the number of bits of an age.
inline constexpr struct LifetimeTable {
  uint8_t OfWidth[64] = {};
  constexpr LifetimeTable() {
    for (uint32_t Width = 1; Width < 64; ++Width)
      OfWidth[Width] =
          uint8_t(format::lifetimeBucket(uint64_t(1) << (Width - 1)));
  }
} Lifetimes;

/// One of Node's objects, Age bytes old, is freed by its tree's thread.
ALLOCSITES_INLINE void countLifetime(NodeEntry *Node, uint64_t Age) {
  auto *Buckets = entryAt<format::LifetimeBuckets>(Node->lifetimes);
  uint32_t Width = 63 - uint32_t(__builtin_clzll(Age * 2 | 1));
  bump(Buckets->objects[Lifetimes.OfWidth[Width]], 1);
}

} // namespace allocsites

#endif
