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

Shadow::Word *Shadow::make(const void *Block) {
  uintptr_t Address = reinterpret_cast<uintptr_t>(Block);
  if (Address >> AddressBits)
    return nullptr;
  Word **Slot = &Leaves[Address >> LeafShift];
  if (!__atomic_load_n(Slot, __ATOMIC_ACQUIRE)) {
    ErrnoKeeper Keep;
    auto *Leaf = static_cast<Word *>(mapPrivate(LeafWords * sizeof(Word)));
    if (!Leaf)
      return nullptr;
    Word *None = nullptr;
    if (!__atomic_compare_exchange_n(Slot, &None, Leaf, false, __ATOMIC_ACQ_REL,
                                     __ATOMIC_ACQUIRE))
      unmapPrivate(Leaf, LeafWords * sizeof(Word));
    else
      Made[__atomic_fetch_add(&MadeCount, 1, __ATOMIC_RELAXED)] =
          uint32_t(Address >> LeafShift);
  }
  return find(Block);
}

void Shadow::storeHuge(const void *Block, Word *W, Ref Node, uint64_t Size) {
  const char *Next = static_cast<const char *>(Block) + Granule;
  Word *SizeWord = findOrMake(Next);
  if (!SizeWord)
    return;
  *SizeWord = Size;
  *W = Node | HugeSize << 32;
}

uint64_t Shadow::hugeSizeOf(const void *Block) const {
  Word *SizeWord = find(static_cast<const char *>(Block) + Granule);
  if (!SizeWord)
    return 0;
  return *SizeWord;
}

void Shadow::eraseHuge(const void *Block) {
  if (Word *SizeWord = find(static_cast<const char *>(Block) + Granule))
    *SizeWord = 0;
}

void Shadow::clear() {
  for (uint32_t I = 0; I < MadeCount; ++I)
    madvise(Leaves[Made[I]], LeafWords * sizeof(Word), MADV_DONTNEED);
}

} // namespace allocsites
