// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds the chunks of a profile file, passing over what is damaged.
// See also: allocsites/format.h, docs/file-format.md.
#ifndef ALLOCSITES_PROFILE_CHUNKSCAN_H
#define ALLOCSITES_PROFILE_CHUNKSCAN_H

#include "allocsites/format.h"
#include "support/FileBytes.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace allocsites {

/// The complete entries of a chunk; lay within the file when it was scanned.
struct Chunk {
  format::ChunkType type;
  uint32_t tree;
  uint64_t offset;     ///< of the chunk's header
  uint64_t begin, end; ///< of the entries, file offsets
  uint64_t limit;      ///< where the chunk ends
};

struct ChunkScan {
  std::vector<Chunk> chunks; ///< in file order

  uint64_t damagedBytes = 0; ///< not part of any chunk though they should be
  uint64_t firstDamage = 0;  ///< offset
  uint64_t unknownChunks = 0;
  uint64_t cutBytes = 0; ///< of chunks that reach beyond the end of the file
};

/// Looks at the first \p size bytes. \p committed is what the header says the
/// chunks take up: unless something is damaged nothing counts behind that.
ChunkScan scanChunks(const InputFile &file, uint64_t size, uint64_t begin,
                     uint64_t committed);

} // namespace allocsites

#endif
