// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Text by the columns that it takes on a terminal.
#ifndef ALLOCSITES_WATCH_TEXTWIDTH_H
#define ALLOCSITES_WATCH_TEXTWIDTH_H

#include <cstddef>
#include <string>
#include <string_view>

namespace allocsites {

/// The columns of UTF-8 text; sequences that set colours take none.
size_t columnsOf(std::string_view text);

/// What of \p text fits into \p width columns. What could act on a terminal,
/// but for colours, becomes '?'; tabs go to the next multiple of eight.
std::string fit(std::string_view text, size_t width);

/// The same, filled up with blanks.
std::string pad(std::string_view text, size_t width);

} // namespace allocsites

#endif
