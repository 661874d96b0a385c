// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The bytes of a profile file, accepted or refused by its header.
#ifndef ALLOCSITES_PROFILE_HEADER_H
#define ALLOCSITES_PROFILE_HEADER_H

#include "profile/ChunkScan.h"
#include "support/FileBytes.h"
#include "support/Result.h"

#include <string>
#include <vector>

namespace allocsites {

struct ProfileBytes {
  FileBytes bytes;
  format::FileHeader header;
  ChunkScan scan;
  std::vector<std::string> warnings; ///< without the file's name
};

/// Reads and checks the file down to its chunks.
Result<ProfileBytes> openProfile(const std::string &path);

} // namespace allocsites

#endif
