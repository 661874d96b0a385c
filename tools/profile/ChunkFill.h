// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far a profile that may be growing while it is read can be read, such that
// all that a complete entry refers to is complete too.
#ifndef ALLOCSITES_PROFILE_CHUNKFILL_H
#define ALLOCSITES_PROFILE_CHUNKFILL_H

#include "profile/ChunkScan.h"

namespace allocsites {

/// Notes anew where the entries of each chunk end.
void noteFill(const InputFile &file, ChunkScan &scan);

} // namespace allocsites

#endif
