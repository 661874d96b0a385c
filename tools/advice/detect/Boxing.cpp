// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Callables that std::function cannot keep within itself.
#include "advice/Advisor.h"
#include "support/Units.h"

#include <fmt/format.h>

namespace allocsites {

namespace {

enum class Library { Other, Libstdcxx, Libcxx };

/// Whose std::function makes the box.
Library libraryOf(const Advisor &advisor, Id node) {
  Library result = Library::Other;
  const View &view = advisor.view;
  eachFunctionBelow(advisor.places, node, [&](Id function) {
    std::string_view linkage = view.model().nameOf(function);
    const std::string &name = view.names().of(function);
    bool inside = name.find("std::function<") != std::string::npos ||
                  name.find("std::_Function_base") != std::string::npos ||
                  name.find("std::__function::") != std::string::npos;
    if (inside)
      result = linkage.find("NSt3__1") != std::string_view::npos
                   ? Library::Libcxx
                   : Library::Libstdcxx;
  });
  return result;
}

} // namespace

void detectBoxing(Advisor &advisor, const AdviceRule &rule) {
  for (const Spot *spot : advisor.openSpots(rule)) {
    Library library = libraryOf(advisor, spot->nodes.front());
    uint64_t smallest = spot->distribution.minSize;
    uint64_t largest = spot->distribution.maxSize;
    if (library == Library::Other || smallest == 0)
      continue;
    bool gnu = library == Library::Libstdcxx;
    auto buffer = uint64_t(rule.limit(gnu ? "libstdc++" : "libc++"));
    if (smallest <= buffer && largest > buffer)
      continue; // Of several callables; which are too large cannot be told.
    auto range = [&](uint64_t low, uint64_t high) {
      return low == high
                 ? formatBytes(low)
                 : fmt::format("{} to {}", formatBytes(low), formatBytes(high));
    };
    AdviceValues values{{"size", range(smallest, largest)},
                        {"buffer", formatBytes(buffer)}};
    if (smallest > buffer)
      values["over"] = range(smallest - buffer, largest - buffer);
    values["why"] =
        fillSentence(rule.text(smallest > buffer ? "larger" : "fits"), values);
    advisor.report(rule, {spot}, {spot->objects(), spot->bytes()},
                   std::move(values));
  }
}

} // namespace allocsites
