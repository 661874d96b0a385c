// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "profile/RefTable.h"

#include <bit>
#include <cassert>

namespace allocsites {

RefTable::RefTable(const ChunkScan &scan, format::ChunkType type,
                   uint64_t entrySize)
    : entryShift(unsigned(std::countr_zero(entrySize))), ranges{{}} {
  assert(std::has_single_bit(entrySize));
  size_t slots = 0;
  for (const Chunk &chunk : scan.chunks) {
    uint64_t count = (chunk.end - chunk.begin) / entrySize;
    if (chunk.type != type || count == 0)
      continue;
    uint64_t first = chunk.begin / format::ChunkAlign;
    uint64_t last = (chunk.end - 1) / format::ChunkAlign;
    if (ranges.size() == 1)
      firstPage = first;
    rangeOfPage.resize(first - firstPage, 0);
    rangeOfPage.resize(last + 1 - firstPage, uint32_t(ranges.size()));
    ranges.push_back(
        {chunk.begin, chunk.begin + count * entrySize, slots, chunk.tree});
    slots += count;
  }
  ids.assign(slots, None);
}

} // namespace allocsites
