// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A string made of a literal for one look-up in a container.
#include "advice/Advisor.h"

#include <algorithm>

namespace allocsites {

namespace {

/// True if blocks of all sizes are those of strings of such lengths: the length
/// and a zero, which libc++ rounds up to 16.
bool explainSizes(const std::vector<LookedUp> &literals,
                  const Distribution &sizes) {
  auto fits = [&](uint64_t size) {
    return std::any_of(literals.begin(), literals.end(),
                       [&](const LookedUp &each) {
                         return size == each.length + 1 ||
                                size == (each.length + 16) / 16 * 16;
                       });
  };
  return sizes.minSize != 0 && fits(sizes.minSize) && fits(sizes.maxSize);
}

} // namespace

void detectLiteralLookup(Advisor &advisor, const AdviceRule &rule) {
  for (const Spot *spot : advisor.openSpots(rule)) {
    if (double(spot->temporaries()) <
        rule.limit("temporary") * double(spot->objects()))
      continue;
    std::vector<LookedUp> literals =
        lookedUpLiterals(advisor.sources.statement(spot->function, spot->line));
    if (!explainSizes(literals, spot->distribution))
      continue;
    auto longest = std::max_element(literals.begin(), literals.end(),
                                    [](const LookedUp &a, const LookedUp &b) {
                                      return a.length < b.length;
                                    });
    bool needsFind =
        std::any_of(literals.begin(), literals.end(), [](const LookedUp &each) {
          return each.by == "[]" || each.by == "at";
        });
    advisor.report(rule, {spot}, {spot->objects(), spot->bytes()},
                   {{"length", std::to_string(longest->length)},
                    {"find", rule.text(needsFind ? "find" : "nothing")}});
  }
}

} // namespace allocsites
