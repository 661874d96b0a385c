// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Joining the folder and the name of a file.
#include "SourcePaths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace allocsites {

std::string absolutePath(const DIFile *File) {
  if (!File)
    return "";
  SmallString<128> Path;
  if (!sys::path::is_absolute(File->getFilename()))
    Path = File->getDirectory();
  sys::path::append(Path, File->getFilename());
  // `./a.cpp` and `a.cpp` are one file; `..` may cross a symbolic link.
  sys::path::remove_dots(Path, /*remove_dot_dot=*/false);
  return std::string(Path.str());
}

} // namespace allocsites
