// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What each entry of a profile file became in the model, found by Ref.
#ifndef ALLOCSITES_PROFILE_REFTABLE_H
#define ALLOCSITES_PROFILE_REFTABLE_H

#include "model/Model.h"
#include "profile/ChunkScan.h"

#include <optional>
#include <vector>

namespace allocsites {

/// The entries of one chunk type. All start at multiples of `entrySize` behind
/// their chunk's header; for strings, whose size varies, that is RefUnit.
class RefTable {
public:
  /// \p entrySize is a power of two.
  RefTable(const ChunkScan &scan, format::ChunkType type, uint64_t entrySize);

  /// The model's entry; None if no valid entry lies there.
  Id find(format::Ref ref) const { return look(ref).id; }

  struct Entry {
    Id id = None;
    uint32_t tree = 0; ///< number of the tree whose chunk it lies in
  };
  Entry look(format::Ref ref) const {
    Place place = placeOf(uint64_t(ref) * format::RefUnit);
    return place.range ? Entry{ids[place.slot], place.range->tree} : Entry();
  }
  /// The entry's number in the order of the file, whether it is valid or not;
  /// nothing if none begins there.
  std::optional<size_t> indexOf(format::Ref ref) const {
    Place place = placeOf(uint64_t(ref) * format::RefUnit);
    return place.range ? std::optional(place.slot) : std::nullopt;
  }
  /// find() of the same will be asked for soon.
  void prefetch(format::Ref ref) const {
    Place place = placeOf(uint64_t(ref) * format::RefUnit);
    if (place.range)
      __builtin_prefetch(&ids[place.slot]);
  }
  /// \p offset must be that of an entry of a chunk of this type.
  void set(uint64_t offset, Id id) { ids[placeOf(offset).slot] = id; }

  size_t capacity() const { return ids.size(); }

private:
  struct Range {
    uint64_t begin, end;
    size_t firstSlot;
    uint32_t tree;
  };
  struct Place {
    const Range *range = nullptr; ///< null: no entry begins there
    size_t slot = 0;
  };

  Place placeOf(uint64_t offset) const {
    uint64_t page = offset / format::ChunkAlign - firstPage;
    if (page >= rangeOfPage.size()) // also if it lies before the first
      return {};
    const Range &range = ranges[rangeOfPage[page]];
    uint64_t distance = offset - range.begin;
    if (offset < range.begin || offset >= range.end ||
        (distance & ((uint64_t(1) << entryShift) - 1)))
      return {};
    return {&range, range.firstSlot + (distance >> entryShift)};
  }

  unsigned entryShift;       ///< entry sizes are powers of two
  std::vector<Range> ranges; ///< ascending; [0] is empty
  /// Chunks do not share pages. From the first range's page to the last one's.
  std::vector<uint32_t> rangeOfPage;
  uint64_t firstPage = 0;
  std::vector<Id> ids;
};

} // namespace allocsites

#endif
