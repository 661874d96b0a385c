// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Small arrays of one size on the heap, freed before anything else happens.
#include "advice/Advisor.h"
#include "advice/RequestedSize.h"
#include "support/Units.h"

namespace allocsites {

namespace {

/// make_unique makes objects, too.
bool isArray(const Advisor &advisor, const Spot &spot) {
  if (advisor.kindOf(spot) != "make_unique")
    return true;
  bool result = false;
  eachFunctionBelow(advisor.places, spot.nodes.front(), [&](Id function) {
    result |= advisor.view.names().of(function).find("[]") != std::string::npos;
  });
  return result;
}

/// As far as the source tells: all blocks of a wrapper of malloc may happen to
/// be of one size, and outlive it.
bool isOfConstantSize(Advisor &advisor, const Spot &spot) {
  if (advisor.kindOf(spot) == "vector initializer_list")
    return true;
  std::string text = advisor.sources.statement(spot.function, spot.line);
  return isConstant(requestedSize(text), advisor.sources.file(spot.function));
}

} // namespace

void detectSmallArray(Advisor &advisor, const AdviceRule &rule) {
  for (const Spot *spot : advisor.openSpots(rule)) {
    const Distribution &sizes = spot->distribution;
    if (sizes.minSize == 0 || sizes.minSize != sizes.maxSize ||
        double(sizes.maxSize) > rule.limit("largest") ||
        double(spot->temporaries()) <
            rule.limit("temporary") * double(spot->objects()) ||
        !isArray(advisor, *spot) || !isOfConstantSize(advisor, *spot))
      continue;
    advisor.report(rule, {spot}, {spot->objects(), spot->bytes()},
                   {{"size", formatBytes(sizes.maxSize)},
                    {"temporaries", std::to_string(spot->temporaries())}});
  }
}

} // namespace allocsites
