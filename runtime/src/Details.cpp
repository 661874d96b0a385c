// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes and fills DetailEntry and what it refers to.
#include "Details.h"
#include "Process.h"
#include "Runtime.h"

namespace allocsites {

DetailSwitches Recorded;

namespace {

uint32_t shownSize(uint64_t Size) {
  return Size && Size < ManySizes ? uint32_t(Size) : ManySizes;
}

uint64_t *bucketOf(Thread &T, DetailEntry &D, uint64_t Size) {
  uint32_t I = format::sizeBucket(Size);
  Ref &Line = D.sizes[I / 8];
  if (!Line) {
    ErrnoKeeper Errno;
    void *Fresh = T.Contexts.detail();
    if (!Fresh)
      return nullptr;
    __atomic_store_n(&Line, refOf(Fresh), __ATOMIC_RELEASE);
  }
  return entryAt<uint64_t>(Line) + I % 8;
}

} // namespace

ALLOCSITES_SPARING bool prepare(Thread &T, NodeEntry *Node, uint64_t Size) {
  return !(Node->flags & format::InsideAllocator) && makeDetails(T, Node, Size);
}

bool makeDetails(Thread &T, NodeEntry *Node, uint64_t Size) {
  ErrnoKeeper Errno;
  AtWork Guard;
  auto *D = static_cast<DetailEntry *>(T.Contexts.detail());
  if (!D)
    return false;
  D->minSize = D->maxSize = Size;
  if (Recorded.Lifetimes) {
    void *Buckets = T.Contexts.detail();
    if (!Buckets)
      return false;
    Node->lifetimes = refOf(Buckets);
  }
  Node->size = shownSize(Size);
  // At the last peak there was nothing in use here.
  Node->peakEpoch = File.header().peakEpoch;
  __atomic_store_n(&Node->details, refOf(D), __ATOMIC_RELEASE);
  return true;
}

/// The first allocation of this size, or one of no size at all.
static void noteNewSize(Thread &T, NodeEntry *Node, uint64_t Size) {
  // Nothing allocated still is an allocation: lifetimes must tell.
  if (Size == 0)
    T.advanceClock(1);
  if (!Recorded.Sizes)
    return;
  AtWork Guard;
  auto *D = entryAt<DetailEntry>(Node->details);
  if (!(D->sizes[0] | D->sizes[1] | D->sizes[2])) {
    if (Size == D->minSize && Size == D->maxSize)
      return;
    // All before were of one size.
    uint64_t *Bucket = bucketOf(T, *D, D->minSize);
    if (!Bucket)
      return;
    bump(*Bucket, Node->allocObjects);
    Node->size = ManySizes;
  }
  if (uint64_t *Bucket = bucketOf(T, *D, Size))
    bump(*Bucket, 1);
  if (Size < D->minSize)
    D->minSize = Size;
  if (Size > D->maxSize)
    D->maxSize = Size;
}

ALLOCSITES_SPARING void noteChange(Thread &T, NodeEntry *Node, uint64_t Size) {
  if (ALLOCSITES_UNLIKELY(Node->peakEpoch != uint32_t(Epochs.Alloc >> 32)))
    keepPeak(T, Node, false);
  if (Node->size == Size)
    return;
  if (!noteSize(Node, Size, Node->peakEpoch))
    noteNewSize(T, Node, Size);
}

void countRealloc(Thread &T, NodeEntry *Node, uint64_t Old, uint64_t New,
                  bool Moved) {
  if (!Node->details)
    return;
  AtWork Guard;
  auto *D = entryAt<DetailEntry>(Node->details);
  if (!D->reallocs) {
    ErrnoKeeper Errno;
    void *Fresh = T.Contexts.detail();
    if (!Fresh)
      return;
    __atomic_store_n(&D->reallocs, refOf(Fresh), __ATOMIC_RELEASE);
  }
  auto *R = entryAt<format::ReallocEntry>(D->reallocs);
  bump(R->objects, 1);
  if (New > Old)
    bump(R->growths, 1);
  if (Moved) {
    bump(R->moves, 1);
    bump(R->copiedSpace, Old < New ? Old : New);
  }
}

} // namespace allocsites
