// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Live objects: a two-level radix of shadow words indexed by address / 16 that
// maps the start of a block to its node and size. No locks, no hashing: whoever
// holds a block is the only one to touch its word.
#ifndef ALLOCSITES_RUNTIME_SHADOW_H
#define ALLOCSITES_RUNTIME_SHADOW_H

#include "Tree.h"

namespace allocsites {

class Shadow {
public:
  /// node | size << 32; 0: not followed. A size of HugeSize stands for one that
  /// is kept in the next word, where no other block can start.
  using Word = uint64_t;
  static constexpr uint64_t HugeSize = 0xffffffff;

  /// False if there is no address space for the top level.
  bool init();
  bool isOn() const { return Leaves != nullptr; }

  /// The word of a block that was or is live, or null if none can be.
  ALLOCSITES_INLINE Word *find(const void *Block) const {
    uintptr_t Address = reinterpret_cast<uintptr_t>(Block);
    if (ALLOCSITES_UNLIKELY(Address >> AddressBits))
      return nullptr;
    Word *Leaf = Leaves[Address >> LeafShift];
    if (ALLOCSITES_UNLIKELY(!Leaf))
      return nullptr;
    return &Leaf[(Address / Granule) & (LeafWords - 1)];
  }
  /// The word of a block that begins to live; null only without memory.
  ALLOCSITES_INLINE Word *findOrMake(const void *Block) {
    Word *W = find(Block);
    return ALLOCSITES_LIKELY(W != nullptr) ? W : make(Block);
  }

  ALLOCSITES_SLOW void storeHuge(const void *Block, Word *W, Ref Node,
                                 uint64_t Size);
  ALLOCSITES_INLINE void store(const void *Block, Word *W, Ref Node,
                               uint64_t Size) {
    if (ALLOCSITES_UNLIKELY(Size >= HugeSize))
      return storeHuge(Block, W, Node, Size);
    *W = Node | Size << 32;
  }
  ALLOCSITES_INLINE uint64_t sizeOf(const void *Block, Word W) const {
    uint64_t Size = W >> 32;
    return ALLOCSITES_LIKELY(Size != HugeSize) ? Size : hugeSizeOf(Block);
  }
  /// The block no longer lives.
  ALLOCSITES_INLINE void erase(const void *Block, Word *W) {
    if (ALLOCSITES_UNLIKELY(*W >> 32 == HugeSize))
      eraseHuge(Block);
    *W = 0;
  }

  /// Forgets all blocks. While no other thread runs.
  void clear();

private:
  static constexpr unsigned AddressBits = 47;
  static constexpr unsigned LeafShift = 24;
  static constexpr uintptr_t Granule = 16;
  static constexpr uintptr_t LeafWords = (uintptr_t(1) << LeafShift) / Granule;
  static constexpr uintptr_t LeafCount = uintptr_t(1)
                                         << (AddressBits - LeafShift);
  ALLOCSITES_SLOW uint64_t hugeSizeOf(const void *Block) const;
  ALLOCSITES_SLOW void eraseHuge(const void *Block);
  ALLOCSITES_SLOW Word *make(const void *Block);
  Word **Leaves = nullptr;
  uint32_t *Made = nullptr; ///< numbers of the leaves there are
  uint32_t MadeCount = 0;
};

extern ALLOCSITES_HIDDEN Shadow LiveBlocks;

} // namespace allocsites

#endif
