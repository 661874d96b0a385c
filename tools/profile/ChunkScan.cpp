// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "profile/ChunkScan.h"

#include <algorithm>
#include <cstring>

namespace allocsites {

using format::ChunkAlign;
using format::ChunkHeader;

namespace {

bool readHeader(const std::byte *data, uint64_t size, uint64_t offset,
                ChunkHeader &header) {
  if (size - offset < sizeof(ChunkHeader))
    return false;
  std::memcpy(&header, data + offset, sizeof(header));
  return header.magic == format::ChunkMagic;
}

bool isSound(const ChunkHeader &header) {
  return header.size >= ChunkAlign && header.size % ChunkAlign == 0 &&
         header.used >= sizeof(ChunkHeader) && header.used <= header.size;
}

uint64_t nextChunk(const std::byte *data, uint64_t size, uint64_t offset) {
  ChunkHeader header;
  for (offset += ChunkAlign; offset < size; offset += ChunkAlign)
    if (readHeader(data, size, offset, header) && isSound(header))
      return offset;
  return size;
}

bool isKnown(format::ChunkType type) {
  return type >= format::ChunkType::Strings &&
         type <= format::ChunkType::Leaves;
}

} // namespace

ChunkScan scanChunks(const std::byte *data, uint64_t size, uint64_t begin,
                     uint64_t committed) {
  ChunkScan scan;
  for (uint64_t offset = begin; offset < size;) {
    ChunkHeader header;
    if (!readHeader(data, size, offset, header) || !isSound(header)) {
      uint64_t next = nextChunk(data, size, offset);
      // Behind the last chunk there is room that was reserved and not used.
      uint64_t end = std::min(next, std::max(committed, offset));
      if (end > offset) {
        if (scan.damagedBytes == 0)
          scan.firstDamage = offset;
        scan.damagedBytes += end - offset;
      }
      offset = next;
      continue;
    }
    uint64_t end = offset + std::min(header.size, size - offset);
    // A chunk in the unused part of another: the other's size is damaged.
    uint64_t used = (header.used + ChunkAlign - 1) / ChunkAlign * ChunkAlign;
    bool cut = header.size > size - offset;
    end = nextChunk(data, end, cut ? offset : offset + used - ChunkAlign);
    if (header.used > end - offset)
      scan.cutBytes += header.used - (end - offset);
    if (!isKnown(header.type))
      ++scan.unknownChunks;
    else
      scan.chunks.push_back({header.type, header.tree, offset,
                             offset + sizeof(ChunkHeader),
                             std::min(offset + header.used, end)});
    offset = end;
  }
  return scan;
}

} // namespace allocsites
