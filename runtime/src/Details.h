// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is kept of a leaf besides its counters: sizes, lifetimes, realloc.
#ifndef ALLOCSITES_RUNTIME_DETAILS_H
#define ALLOCSITES_RUNTIME_DETAILS_H

#include "Thread.h"

namespace allocsites {

/// What is kept; set once, before any thread.
struct DetailSwitches {
  bool Sizes, Lifetimes;
  /// Requests to malloc from here on leave room for their birth in the shadow.
  size_t BirthFrom;
};
/// The same of any allocator: behind a block of more than 16 bytes no other one
/// starts within 16.
constexpr size_t AnyBirthFrom = 17;
extern ALLOCSITES_HIDDEN DetailSwitches Recorded;

/// Adds to a counter that this thread alone writes: one instruction on x86-64,
/// so that no signal handler comes between load and store.
ALLOCSITES_INLINE void bump(uint64_t &Counter, uint64_t By) {
  uint64_t Sum = __atomic_load_n(&Counter, __ATOMIC_RELAXED) + By;
  __atomic_store_n(&Counter, Sum, __ATOMIC_RELAXED);
}

/// An allocation, about to be counted, that is not of Leaf->size or comes in
/// another epoch of the peak than the leaf's. False if it must not be counted
/// there.
__attribute__((noinline)) ALLOCSITES_SPARING bool
noteChange(Thread &T, LeafEntry *Leaf, uint64_t Size);

/// The same, if there is nothing new: of a size between those seen before, in
/// the leaf's epoch. Else false.
ALLOCSITES_INLINE bool noteSize(LeafEntry *Leaf, uint64_t Size,
                                uint32_t Epoch) {
  if (Leaf->size != ManySizes || Leaf->peakEpoch != Epoch)
    return false;
  uint32_t I = format::sizeBucket(Size);
  Ref Line = Leaf->sizes[I / 8];
  if (!Line || Size < Leaf->minSize || Size > Leaf->maxSize || !Size)
    return false;
  bump(entryAt<uint64_t>(Line)[I % 8], 1);
  return true;
}

/// A realloc made a block of New bytes at Leaf out of one of Old bytes.
ALLOCSITES_SLOW void countRealloc(Thread &T, LeafEntry *Leaf, uint64_t Old,
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

/// One of Leaf's objects, Age bytes old, is freed by its tree's thread.
ALLOCSITES_INLINE void countLifetime(LeafEntry *Leaf, uint64_t Age) {
  uint32_t Width = 63 - uint32_t(__builtin_clzll(Age * 2 | 1));
  bump(Leaf->lifetimes[Lifetimes.OfWidth[Width]], 1);
}

} // namespace allocsites

#endif
