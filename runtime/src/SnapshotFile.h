// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A copy of the profile while it is being written.
#ifndef ALLOCSITES_RUNTIME_SNAPSHOTFILE_H
#define ALLOCSITES_RUNTIME_SNAPSHOTFILE_H

namespace allocsites {

/// Writes the profile as it is now to a new file of mode 0600. False if that
/// exists or cannot be written: errno says why, and no file is left.
bool writeSnapshot(const char *Path);

} // namespace allocsites

#endif
