// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes and clears the leaves of the shadow radix.
#include "Shadow.h"

#include <sys/mman.h>

namespace allocsites {

Shadow LiveBlocks;

bool Shadow::init() {
  // All addresses that a program can have with five levels of page tables, and
  // where address space is limited, with four.
  struct {
    unsigned AddressBits;
    bool Within;
  } const Tries[] = {{56, true}, {47, true}, {47, false}};
  for (auto Try : Tries) {
    size_t Slots = size_t(1) << (Try.AddressBits - LeafShift);
    WithinFrom = Try.Within ? Slots : 0;
    Leaves =
        static_cast<Word **>(mapPrivate((Slots + WithinFrom) * sizeof(Word *)));
    if (Leaves)
      return true;
  }
  return false;
}

ALLOCSITES_SPARING Shadow::Word *Shadow::make(const void *Block) {
  Word **Slot = slotOf(Block);
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
      leafBefore(Leaf) = __atomic_exchange_n(&LastMade, Leaf, __ATOMIC_ACQ_REL);
  }
  return find(Block);
}

ALLOCSITES_SPARING void Shadow::storeLarge(Word *W, LeafEntry *Leaf,
                                           uint64_t Size, bool KeepBirth,
                                           uint64_t Birth) {
  W[0] = reinterpret_cast<uintptr_t>(Leaf) | LargeSize << SizeShift;
  W[1] = Size | Inner;
  W[2] = KeepBirth ? Birth : 0;
}

LiveBlock Shadow::takeLarge(Word *W) {
  LiveBlock B = {leafOf(W[0]), W[1] & ~Inner, W[2]};
  W[0] = W[1] = W[2] = 0;
  return B;
}

void Shadow::clear() {
  for (Word *Leaf = LastMade; Leaf;) {
    Word *Before = leafBefore(Leaf);
    madvise(Leaf, LeafBytes, MADV_DONTNEED);
    if (Before)
      leafBefore(Leaf) = Before;
    Leaf = Before;
  }
}

} // namespace allocsites
