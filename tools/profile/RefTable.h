// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What each entry of a profile file became in the model, found by Ref.
#ifndef ALLOCSITES_PROFILE_REFTABLE_H
#define ALLOCSITES_PROFILE_REFTABLE_H

#include "model/Model.h"
#include "profile/ChunkScan.h"

#include <vector>

namespace allocsites {

/// The entries of one chunk type. All start at multiples of `entrySize` behind
/// their chunk's header; for strings, whose size varies, that is RefUnit.
class RefTable {
public:
  /// \p entrySize is a power of two.
  RefTable(const ChunkScan &scan, format::ChunkType type, uint64_t entrySize);

  /// The model's entry; None if no valid entry lies there.
  Id find(format::Ref ref) const {
    const Id *slot = slotOf(uint64_t(ref) * format::RefUnit);
    return slot ? *slot : None;
  }
  /// Whether an entry of a chunk of this type begins there.
  bool holds(format::Ref ref) const {
    return slotOf(uint64_t(ref) * format::RefUnit) != nullptr;
  }
  /// Number of the tree whose chunk the entry lies in; 0 if none does.
  uint32_t treeOf(format::Ref ref) const {
    return holds(ref) ? ranges[last].tree : 0;
  }
  /// \p offset must be that of an entry of a chunk of this type.
  void set(uint64_t offset, Id id) { *const_cast<Id *>(slotOf(offset)) = id; }

  size_t capacity() const { return ids.size(); }

private:
  struct Range {
    uint64_t begin, end;
    size_t firstSlot;
    uint32_t tree;
  };

  const Id *slotOf(uint64_t offset) const;

  unsigned entryShift;       ///< entry sizes are powers of two
  std::vector<Range> ranges; ///< ascending
  std::vector<Id> ids;
  mutable size_t last = 0; ///< range of the last hit: neighbours refer alike
};

} // namespace allocsites

#endif
