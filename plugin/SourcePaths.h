// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Paths as debug information gives them.
#ifndef ALLOCSITES_PLUGIN_SOURCEPATHS_H
#define ALLOCSITES_PLUGIN_SOURCEPATHS_H

#include <string>

namespace llvm {
class DIFile;
}

namespace allocsites {

/// The path of File, absolute where the compiler said in which folder it was
/// (mapped by -ffile-prefix-map if asked for); empty for no file.
std::string absolutePath(const llvm::DIFile *File);

} // namespace allocsites

#endif
