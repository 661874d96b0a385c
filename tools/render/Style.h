// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What all text reports share: colour, and names that are safe to print.
#ifndef ALLOCSITES_RENDER_STYLE_H
#define ALLOCSITES_RENDER_STYLE_H

#include "model/Rows.h"

#include <fmt/format.h>
#include <string>

namespace allocsites {

using Buffer = fmt::memory_buffer;

template <class... Args>
void print(Buffer &out, fmt::format_string<Args...> format, Args &&...args) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

/// What a report is about.
struct ReportContext {
  const Model &model;
  Names &names;
  const Kinds &kinds;
  Lens lens;
  Granularity granularity = Granularity::Functions;
  std::vector<std::string> activeFilters; ///< "focus=parse"
  bool colour = false;
  bool fullNames = false; ///< never shorten a name
  Counts unknownKind{};   ///< see unknownKind()
};

/// Control characters, which could act on the terminal, become '?'.
std::string printable(std::string_view text);

/// Takes out the middle of what has more than \p limit bytes, never splitting a
/// UTF-8 sequence.
std::string shorten(std::string text, size_t limit);

/// The function's readable name, printable and, unless \p context says
/// otherwise, shortened in the middle.
std::string displayName(ReportContext &context, Id function);

/// "parse(char const*) /src/parse.cpp:12:3", as far as the granularity asks.
std::string displayRow(ReportContext &context, const RowPlace &row);

/// "[string growth]", "[string growth 62%, list node 30%, ...]" by \p lens;
/// empty if nothing is to be said.
std::string kindNote(const ReportContext &context,
                     const std::vector<CulpritShare> &shares, Lens lens);

/// Counts of the contexts of \p view whose kind is unknown.
Counts unknownKind(const View &view);
/// "Kind unknown: 1.2% of alloc_space", on a line.
void printUnknownKind(Buffer &out, const ReportContext &context);

/// \p text in the colour that \p value deserves among \p total.
std::string heat(const ReportContext &context, std::string text, int64_t value,
                 int64_t total);

/// "File:", "Type:" and the like, each on its line, and the active filters.
void printHeader(Buffer &out, ReportContext &context);

} // namespace allocsites

#endif
