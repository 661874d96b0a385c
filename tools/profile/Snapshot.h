// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A consistent copy of a profile that may be growing while it is read.
#ifndef ALLOCSITES_PROFILE_SNAPSHOT_H
#define ALLOCSITES_PROFILE_SNAPSHOT_H

#include "support/FileBytes.h"

namespace allocsites {

/// The file's bytes such that all that a complete entry refers to is complete
/// too. Damaged files come as they are.
Result<FileBytes> readSnapshot(const std::string &path);

} // namespace allocsites

#endif
