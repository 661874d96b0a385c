// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What changes seldom at a leaf: sizes, and what hangs on it.
#include "Details.h"
#include "Context.h"
#include "Contracts.h"
#include "Process.h"
#include "Runtime.h"

namespace allocsites {

DetailSwitches Recorded;

namespace {

uint32_t shownSize(uint64_t Size) {
  return Size && Size < ManySizes ? uint32_t(Size) : ManySizes;
}

uint64_t *bucketOf(Thread &T, LeafEntry &Leaf, uint64_t Size) {
  uint32_t I = format::sizeBucket(Size);
  Ref &Line = Leaf.sizes[I / 8];
  if (!Line) {
    ErrnoKeeper Errno;
    void *Fresh = T.Contexts.detail();
    if (!Fresh)
      return nullptr;
    __atomic_store_n(&Line, refOf(Fresh), __ATOMIC_RELEASE);
  }
  return entryAt<uint64_t>(Line) + I % 8;
}

void widen(LeafEntry &Leaf, uint64_t Size) {
  if (Size < Leaf.minSize)
    Leaf.minSize = Size;
  if (Size > Leaf.maxSize)
    Leaf.maxSize = Size;
}

/// The first allocation of this size, or one of no size at all.
void noteNewSize(Thread &T, LeafEntry &Leaf, uint64_t Size) {
  // Nothing allocated still is an allocation: lifetimes must tell.
  if (Size == 0)
    T.advanceClock(1);
  if (Leaf.minSize > Leaf.maxSize) {
    Leaf.minSize = Leaf.maxSize = Size;
    Leaf.size = shownSize(Size);
    return;
  }
  AtWork Guard;
  if (!Recorded.Sizes)
    return T.Contexts.acceptAnySize(Leaf);
  if (!(Leaf.sizes[0] | Leaf.sizes[1] | Leaf.sizes[2])) {
    if (Size == Leaf.minSize && Size == Leaf.maxSize)
      return;
    // All before were of one size.
    uint64_t *Bucket = bucketOf(T, Leaf, Leaf.minSize);
    if (!Bucket)
      return widen(Leaf, Size);
    bump(*Bucket, Leaf.allocObjects);
    Leaf.size = ManySizes;
  }
  if (uint64_t *Bucket = bucketOf(T, Leaf, Size))
    bump(*Bucket, 1);
  widen(Leaf, Size);
}

} // namespace

ALLOCSITES_SPARING bool noteChange(Thread &T, LeafEntry *Leaf, uint64_t Size) {
  if (ALLOCSITES_UNLIKELY(isNowhere(Leaf))) {
    if (Leaf != &Uncounted) {
      File.countLost(Size);
      bump(T.LostObjects, 1);
      bump(T.LostSpace, Size);
    }
    if (Leaf == &LostBreach)
      tellLostBreach(T, Size);
    return false;
  }
  if (ALLOCSITES_UNLIKELY(Leaf->peakEpoch != uint32_t(Epochs.Alloc >> 32)))
    keepPeak(T, Leaf, false);
  if (Leaf->size != Size && !noteSize(Leaf, Size, Leaf->peakEpoch))
    noteNewSize(T, *Leaf, Size);
  return true;
}

void countRealloc(Thread &T, LeafEntry *Leaf, uint64_t Old, uint64_t New,
                  bool Moved) {
  AtWork Guard;
  if (!Leaf->reallocs) {
    ErrnoKeeper Errno;
    void *Fresh = T.Contexts.detail();
    if (!Fresh)
      return;
    __atomic_store_n(&Leaf->reallocs, refOf(Fresh), __ATOMIC_RELEASE);
  }
  auto *R = entryAt<format::ReallocEntry>(Leaf->reallocs);
  bump(R->objects, 1);
  if (New > Old)
    bump(R->growths, 1);
  if (Moved) {
    bump(R->moves, 1);
    bump(R->copiedSpace, Old < New ? Old : New);
  }
}

} // namespace allocsites
