// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Live objects: a two-level radix of shadow words indexed by address / 16 that
// maps the start of a block to its leaf, size and birth. No locks, no hashing:
// whoever holds a block is the only one to touch its words. Blocks that start
// in the middle of 16 bytes, as small ones of some allocators do, have leaves
// of their own. Those that share 8 bytes, which no malloc gives, share a word:
// then the later one is known, and two threads may touch it.
#ifndef ALLOCSITES_RUNTIME_SHADOW_H
#define ALLOCSITES_RUNTIME_SHADOW_H

#include "Thread.h"

namespace allocsites {

/// What is known of a live block.
struct LiveBlock {
  LeafEntry *Leaf; ///< null: another thread was faster
  uint64_t Size;
  /// The process's clock then (see Thread::Clock), always from ClockStart on;
  /// anything below: unknown.
  uint64_t Birth;
};

class Shadow {
public:
  /// Positive: a block starts here, its LeafEntry's address | size <<
  /// SizeShift. Negative (Inner): the word belongs to the block that starts one
  /// or two granules before. 0: nothing. A size of LargeSize stands for one
  /// that is kept in the next word, where no other block can start.
  using Word = uint64_t;
  static constexpr unsigned SizeShift = 48;
  static constexpr uint64_t LargeSize = 0x4000;
  static constexpr Word Inner = ClockStart;
  static bool starts(Word W) { return int64_t(W) > 0; }
  /// Of a word that starts.
  static bool isLarge(Word W) { return W >> 62; }
  static LeafEntry *leafOf(Word W) {
    return reinterpret_cast<LeafEntry *>(W << 16 >> 16);
  }

  /// False if there is no address space for the top level.
  bool init();
  bool isOn() const { return Leaves != nullptr; }

  /// Block starts in the middle of a granule.
  static bool startsWithin(const void *Block) {
    return reinterpret_cast<uintptr_t>(Block) & (Granule / 2);
  }
  /// The word of a block that was or is live, or null if none can be. The two
  /// words behind it can be accessed as well. Block is an address that the
  /// process can have.
  ALLOCSITES_INLINE Word *find(const void *Block) const {
    return wordOf(Block, *slotOf(Block));
  }
  /// The same of one that does not start within.
  ALLOCSITES_INLINE Word *findAligned(const void *Block) const {
    return wordOf(Block,
                  Leaves[reinterpret_cast<uintptr_t>(Block) >> LeafShift]);
  }
  /// The word of a block that begins to live; null only without memory.
  ALLOCSITES_SLOW ALLOCSITES_SPARING Word *make(const void *Block);

  /// KeepBirth: no other block starts in the 32 bytes from the block's start.
  ALLOCSITES_INLINE static void store(Word *W, LeafEntry *Leaf, uint64_t Size,
                                      bool KeepBirth, uint64_t Birth) {
    if (ALLOCSITES_UNLIKELY(Size >= LargeSize))
      return storeLarge(W, Leaf, Size, KeepBirth, Birth);
    W[0] = reinterpret_cast<uintptr_t>(Leaf) | Size << SizeShift;
    if (KeepBirth)
      W[1] = Birth;
  }
  /// Reads and erases the words of a block that is not large.
  ALLOCSITES_INLINE static LiveBlock takeSmall(Word *W) {
    Word First = W[0];
    LiveBlock B = {leafOf(First), First >> SizeShift, W[1]};
    W[0] = 0;
    if (ALLOCSITES_LIKELY(B.Birth & Inner))
      W[1] = 0;
    return B;
  }
  /// The same of any block.
  ALLOCSITES_INLINE static LiveBlock take(Word *W) {
    return ALLOCSITES_LIKELY(!isLarge(*W)) ? takeSmall(W) : takeLarge(W);
  }

  /// Forgets all blocks. While no other thread runs.
  void clear();

private:
  static constexpr unsigned LeafShift = 24;
  static constexpr uintptr_t Granule = 16;
  static constexpr uintptr_t LeafWords = (uintptr_t(1) << LeafShift) / Granule;
  /// With room for the words of a block that starts in the last granule, and
  /// for the address of the leaf made before.
  static constexpr size_t LeafBytes = (LeafWords + 3) * sizeof(Word);
  static Word *&leafBefore(Word *Leaf) {
    return reinterpret_cast<Word *&>(Leaf[LeafWords + 2]);
  }
  ALLOCSITES_INLINE static Word *wordOf(const void *Block, Word *Words) {
    if (ALLOCSITES_UNLIKELY(!Words))
      return nullptr;
    return &Words[(reinterpret_cast<uintptr_t>(Block) / Granule) &
                  (LeafWords - 1)];
  }
  Word **slotOf(const void *Block) const {
    return &Leaves[(reinterpret_cast<uintptr_t>(Block) >> LeafShift) +
                   startsWithin(Block) * WithinFrom];
  }
  ALLOCSITES_SLOW ALLOCSITES_SPARING static void
  storeLarge(Word *W, LeafEntry *Leaf, uint64_t Size, bool KeepBirth,
             uint64_t Birth);
  ALLOCSITES_SLOW static LiveBlock takeLarge(Word *W);
  Word **Leaves = nullptr;
  /// In Leaves, of blocks that start within a granule; 0: no room for theirs,
  /// they share the others'.
  size_t WithinFrom = 0;
  Word *LastMade = nullptr;
};

extern ALLOCSITES_HIDDEN Shadow LiveBlocks;

} // namespace allocsites

#endif
