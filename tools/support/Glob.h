// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Path patterns.
#ifndef ALLOCSITES_SUPPORT_GLOB_H
#define ALLOCSITES_SUPPORT_GLOB_H

#include <string_view>

namespace allocsites {

/// True if \p pattern matches the whole of \p text. `*` stands for any
/// characters, `/` included, `?` for one, `[a-z]` and `[!a-z]` for one of a
/// set. Takes time proportional to the product of both lengths at most.
bool matchesGlob(std::string_view pattern, std::string_view text);

/// True if \p pattern matches \p path or the part of it behind any `/`, so that
/// `third_party/*` matches `/home/me/app/third_party/x.h`.
bool matchesPathGlob(std::string_view pattern, std::string_view path);

} // namespace allocsites

#endif
