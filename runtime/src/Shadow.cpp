// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes and clears the leaves of the shadow radix.
#include "Shadow.h"

#include <sys/mman.h>

namespace allocsites {

Shadow LiveBlocks;

bool Shadow::init() {
  Leaves = static_cast<Word **>(mapPrivate(LeafCount * sizeof(Word *)));
  Made = static_cast<uint32_t *>(mapPrivate(LeafCount * sizeof(uint32_t)));
  if (!Leaves || !Made) {
    unmapPrivate(Leaves, LeafCount * sizeof(Word *));
    Leaves = nullptr;
  }
  return Leaves != nullptr;
}

ALLOCSITES_SPARING Shadow::Word *Shadow::make(const void *Block) {
  uintptr_t Address = reinterpret_cast<uintptr_t>(Block);
  if (Address >> AddressBits)
    return nullptr;
  Word **Slot = &Leaves[Address >> LeafShift];
  if (!__atomic_load_n(Slot, __ATOMIC_ACQUIRE)) {
    ErrnoKeeper Keep;
    auto *Leaf = static_cast<Word *>(mapPrivate(LeafBytes));
    if (!Leaf)
      return nullptr;
    Word *None = nullptr;
    if (!__atomic_compare_exchange_n(Slot, &None, Leaf, false, __ATOMIC_ACQ_REL,
                                     __ATOMIC_ACQUIRE))
      unmapPrivate(Leaf, LeafBytes);
    else
      Made[__atomic_fetch_add(&MadeCount, 1, __ATOMIC_RELAXED)] =
          uint32_t(Address >> LeafShift);
  }
  return find(Block);
}

ALLOCSITES_SPARING void Shadow::storeLarge(Word *W, NodeEntry *Node,
                                           uint64_t Size, bool KeepBirth,
                                           uint64_t Birth) {
  W[0] = reinterpret_cast<uintptr_t>(Node) | LargeSize << SizeShift;
  W[1] = Size | Inner;
  W[2] = KeepBirth ? Birth : 0;
}

LiveBlock Shadow::takeLarge(Word *W) {
  LiveBlock B = {nodeOf(W[0]), W[1] & ~Inner, W[2]};
  W[0] = W[1] = W[2] = 0;
  return B;
}

void Shadow::clear() {
  for (uint32_t I = 0; I < MadeCount; ++I)
    madvise(Leaves[Made[I]], LeafBytes, MADV_DONTNEED);
}

} // namespace allocsites
