// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The writer completes what an entry refers to before the entry. So the reader
// first notes how far each chunk is filled, those that refer before those that
// are referred to and later ones before earlier ones, and reads afterwards: all
// that was noted is complete by then, and what came later is not looked at.
#include "profile/ChunkFill.h"

#include <algorithm>

namespace allocsites {

using format::ChunkHeader;
using format::ChunkType;

namespace {

/// Later types refer to earlier ones.
int referenceRank(ChunkType type) {
  switch (type) {
  case ChunkType::Strings:
    return 0;
  case ChunkType::Frames:
    return 1;
  case ChunkType::Sites:
  case ChunkType::Details:
    return 2;
  default:
    return 3;
  }
}

} // namespace

void noteFill(const InputFile &file, ChunkScan &scan) {
  std::vector<Chunk *> order;
  for (Chunk &chunk : scan.chunks)
    order.push_back(&chunk);
  std::sort(order.begin(), order.end(), [](const Chunk *a, const Chunk *b) {
    int left = referenceRank(a->type), right = referenceRank(b->type);
    return left != right ? left > right : a->offset > b->offset;
  });
  for (Chunk *chunk : order) {
    uint64_t used = 0;
    if (file.readAt(chunk->offset + offsetof(ChunkHeader, used), &used,
                    sizeof(used)) &&
        used >= sizeof(ChunkHeader) && used <= chunk->limit - chunk->offset)
      chunk->end = chunk->offset + used;
  }
}

} // namespace allocsites
