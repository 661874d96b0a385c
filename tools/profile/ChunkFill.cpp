// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The writer completes what an entry refers to before the entry. So the reader
// first notes how far each chunk is filled, those that refer before those that
// are referred to and later ones before earlier ones, and reads afterwards: all
// that was noted is complete by then, and what came later is not looked at.
// An entry may also refer into a chunk that came after the file was scanned.
// New chunks are therefore looked for before each step; those whose turn is
// over stay empty.
#include "profile/ChunkFill.h"

namespace allocsites {

using format::ChunkHeader;
using format::ChunkType;
using format::FileHeader;

namespace {

constexpr unsigned HighestRank = 4;

void addNewChunks(const InputFile &file, ChunkScan &scan, uint64_t &committed) {
  uint64_t now = 0;
  if (scan.damagedBytes != 0 || scan.cutBytes != 0 ||
      !file.readAt(offsetof(FileHeader, committed), &now, sizeof(now)) ||
      now <= committed || now > file.size())
    return;
  ChunkScan added = scanChunks(file, now, committed, now);
  committed = now;
  for (Chunk &chunk : added.chunks) {
    chunk.end = chunk.begin;
    scan.chunks.push_back(chunk);
  }
}

void noteFillOf(const InputFile &file, Chunk &chunk) {
  if (chunk.end == chunk.limit)
    return; // It was full before.
  uint64_t used = 0;
  if (file.readAt(chunk.offset + offsetof(ChunkHeader, used), &used,
                  sizeof(used)) &&
      used >= sizeof(ChunkHeader) && used <= chunk.limit - chunk.offset)
    chunk.end = chunk.offset + used;
}

} // namespace

unsigned referenceRank(ChunkType type) {
  switch (type) {
  case ChunkType::Strings:
    return 0;
  case ChunkType::Frames:
    return 1;
  case ChunkType::Sites:
  case ChunkType::Details:
    return 2;
  case ChunkType::Nodes:
    return 3;
  default:
    return HighestRank;
  }
}

void noteFill(const InputFile &file, ChunkScan &scan, uint64_t committed) {
  for (unsigned rank = HighestRank + 1; rank-- > 0;) {
    addNewChunks(file, scan, committed);
    for (size_t i = scan.chunks.size(); i-- > 0;)
      if (referenceRank(scan.chunks[i].type) == rank)
        noteFillOf(file, scan.chunks[i]);
  }
}

} // namespace allocsites
