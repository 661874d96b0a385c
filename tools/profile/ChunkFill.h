// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far a profile that may be growing while it is read can be read, such that
// all that a complete entry refers to is complete too.
#ifndef ALLOCSITES_PROFILE_CHUNKFILL_H
#define ALLOCSITES_PROFILE_CHUNKFILL_H

#include "profile/ChunkScan.h"

namespace allocsites {

/// Notes anew where the entries of each chunk end, and adds the chunks that
/// came behind \p committed, up to where \p scan was made, if entries may refer
/// to them.
void noteFill(const InputFile &file, ChunkScan &scan, uint64_t committed);

/// Entries refer to those of lower rank, and to earlier ones of their own type.
unsigned referenceRank(format::ChunkType type);

} // namespace allocsites

#endif
