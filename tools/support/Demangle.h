// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Linkage names made readable.
#ifndef ALLOCSITES_SUPPORT_DEMANGLE_H
#define ALLOCSITES_SUPPORT_DEMANGLE_H

#include <string>
#include <string_view>

namespace allocsites {

/// The demangled name, with the standard library's customary short names
/// (std::string for std::__cxx11::basic_string<char, ...>). What is no C++
/// linkage name, or one that would grow without measure, comes back as it is.
/// Not thread-safe.
std::string demangle(std::string_view linkageName);

/// A type or function name with the same short names.
std::string abbreviate(std::string text);

} // namespace allocsites

#endif
