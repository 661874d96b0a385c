// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Paths as text: the machine that reads a profile need not have the files.
#ifndef ALLOCSITES_SUPPORT_PATH_H
#define ALLOCSITES_SUPPORT_PATH_H

#include <string>
#include <string_view>

namespace allocsites {

/// True if `.`, `..` or an empty component can be taken out.
bool needsNormalising(std::string_view path);

/// Takes out `.`, `x/..` and doubled slashes, by text alone:
/// `/usr/bin/../include/c++/12/vector` is `/usr/include/c++/12/vector`.
std::string normalisePath(std::string_view path);

/// What stands behind the last slash.
std::string_view baseName(std::string_view path);

} // namespace allocsites

#endif
