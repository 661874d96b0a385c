// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "profile/RefTable.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace allocsites {

RefTable::RefTable(const ChunkScan &scan, format::ChunkType type,
                   uint64_t entrySize)
    : entryShift(unsigned(std::countr_zero(entrySize))) {
  assert(std::has_single_bit(entrySize));
  size_t slots = 0;
  for (const Chunk &chunk : scan.chunks) {
    uint64_t count = (chunk.end - chunk.begin) / entrySize;
    if (chunk.type != type || count == 0)
      continue;
    ranges.push_back(
        {chunk.begin, chunk.begin + count * entrySize, slots, chunk.tree});
    slots += count;
  }
  ids.assign(slots, None);
}

const Id *RefTable::slotOf(uint64_t offset) const {
  if (ranges.empty())
    return nullptr;
  if (offset < ranges[last].begin || offset >= ranges[last].end) {
    auto next = std::upper_bound(
        ranges.begin(), ranges.end(), offset,
        [](uint64_t at, const Range &range) { return at < range.begin; });
    if (next == ranges.begin() || offset >= std::prev(next)->end)
      return nullptr;
    last = size_t(std::prev(next) - ranges.begin());
  }
  const Range &range = ranges[last];
  uint64_t distance = offset - range.begin;
  if (distance & ((uint64_t(1) << entryShift) - 1))
    return nullptr;
  return &ids[range.firstSlot + (distance >> entryShift)];
}

} // namespace allocsites
