// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A string made of a literal for one look-up in a container.
#include "advice/Advisor.h"

#include <algorithm>

namespace allocsites {

namespace {

/// True if blocks of all sizes are those of strings of such lengths: the length
/// and a zero, which libc++ rounds up to 16.
bool explainSizes(const std::vector<size_t> &lengths,
                  const Distribution &sizes) {
  auto fits = [&](uint64_t size) {
    return std::any_of(lengths.begin(), lengths.end(), [&](size_t length) {
      return size == length + 1 || size == (length + 16) / 16 * 16;
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
    std::vector<size_t> lengths =
        lookedUpLiterals(advisor.sources.statement(spot->function, spot->line));
    if (explainSizes(lengths, spot->distribution))
      advisor.report(rule, {spot}, {spot->objects(), spot->bytes()},
                     {{"length", std::to_string(*std::max_element(
                                     lengths.begin(), lengths.end()))}});
  }
}

} // namespace allocsites
