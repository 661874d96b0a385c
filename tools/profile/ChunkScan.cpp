// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "profile/ChunkScan.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace allocsites {

using format::ChunkAlign;
using format::ChunkHeader;

namespace {

/// Read at a time where chunks are looked for.
constexpr uint64_t Window = 16 * ChunkAlign;

bool readHeader(const InputFile &file, uint64_t size, uint64_t offset,
                ChunkHeader &header) {
  return size - offset >= sizeof(ChunkHeader) &&
         file.readAt(offset, &header, sizeof(header)) &&
         header.magic == format::ChunkMagic;
}

bool isSound(const ChunkHeader &header) {
  return header.size >= ChunkAlign && header.size % ChunkAlign == 0 &&
         header.used >= sizeof(ChunkHeader) && header.used <= header.size;
}

/// The first sound header before \p size and not before \p offset, at a
/// multiple of ChunkAlign; \p size if there is none.
uint64_t findChunk(const InputFile &file, uint64_t size, uint64_t offset) {
  std::array<std::byte, Window> bytes;
  while (offset < size) {
    uint64_t data = file.skipHole(offset, size) / ChunkAlign * ChunkAlign;
    offset = std::max(offset, data);
    uint64_t there = std::min(Window, size - offset);
    file.readPadded(offset, bytes.data(), there);
    for (uint64_t at = 0; at < there; at += ChunkAlign, offset += ChunkAlign) {
      ChunkHeader header;
      if (there - at < sizeof(header))
        return size;
      std::memcpy(&header, &bytes[at], sizeof(header));
      if (header.magic == format::ChunkMagic && isSound(header))
        return offset;
    }
  }
  return size;
}

bool isKnown(format::ChunkType type) {
  return type >= format::ChunkType::Strings &&
         type <= format::ChunkType::Leaves;
}

} // namespace

ChunkScan scanChunks(const InputFile &file, uint64_t size, uint64_t begin,
                     uint64_t committed) {
  ChunkScan scan;
  for (uint64_t offset = begin; offset < size;) {
    if (offset == committed && scan.damagedBytes == 0 && scan.cutBytes == 0)
      break; // What is there came later.
    ChunkHeader header;
    if (!readHeader(file, size, offset, header) || !isSound(header)) {
      uint64_t next = findChunk(file, size, offset + ChunkAlign);
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
    end = findChunk(file, end, offset + (cut ? ChunkAlign : used));
    if (header.used > end - offset)
      scan.cutBytes += header.used - (end - offset);
    if (!isKnown(header.type))
      ++scan.unknownChunks;
    else
      scan.chunks.push_back({header.type, header.tree, offset,
                             offset + sizeof(ChunkHeader),
                             std::min(offset + header.used, end), end});
    offset = end;
  }
  return scan;
}

} // namespace allocsites
