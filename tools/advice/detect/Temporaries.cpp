// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects that are made, used and dropped again and again on one line.
#include "advice/Advisor.h"
#include "support/Units.h"

#include <fmt/format.h>
#include <map>
#include <optional>

namespace allocsites {

namespace {

struct LineCount {
  uint32_t line;
  int64_t objects; ///< of all that the line allocates
};

/// The line of \p spot's function that allocates least, if that is less than \p
/// spot by a factor of two at least: how often the function got there.
std::optional<LineCount> reference(const Advisor &advisor, const Spot &spot) {
  std::map<uint32_t, int64_t> lines;
  for (const Spot &other : advisor.spots)
    if (other.function == spot.function && other.line != spot.line &&
        other.line != 0)
      lines[other.line] += other.objects();
  std::optional<LineCount> least;
  for (const auto &[line, objects] : lines)
    if (objects > 0 && objects * 2 <= spot.objects() &&
        (!least || objects < least->objects))
      least = {line, objects};
  return least;
}

} // namespace

void detectTemporaries(Advisor &advisor, const AdviceRule &rule) {
  for (const Spot *spot : advisor.openSpots(rule)) {
    const Distribution &sizes = spot->distribution;
    if (sizes.minSize == 0 ||
        double(spot->temporaries()) <
            rule.limit("temporary") * double(spot->objects()))
      continue;
    // One object that is kept grows from the smallest to the largest.
    int64_t blocks = 0, bytes = 0;
    for (uint64_t size = sizes.minSize;; size *= 2) {
      ++blocks;
      bytes += int64_t(size);
      if (size >= sizes.maxSize)
        break;
    }
    Saving saving{spot->objects() - blocks, spot->bytes() - bytes};
    if (!advisor.isWorthwhile(rule, saving))
      continue;
    std::string ratio;
    if (std::optional<LineCount> other = reference(advisor, *spot))
      ratio = fillSentence(
          rule.text("ratio"),
          {{"ratio", fmt::format("{:.1f}", double(spot->objects()) /
                                               double(other->objects))},
           {"line", std::to_string(other->line)}});
    bool isObject =
        rule.text("objects_kinds").find("|" + advisor.kindOf(*spot) + "|") !=
        std::string::npos;
    advisor.report(rule, {spot}, saving,
                   {{"temporaries", std::to_string(spot->temporaries())},
                    {"ratio", ratio},
                    {"remedy", rule.text(isObject ? "object" : "container")},
                    {"blocks", std::to_string(blocks)},
                    {"rest_bytes", formatBytes(uint64_t(bytes))}});
  }
}

} // namespace allocsites
