// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// String streams that are made for each call.
#include "advice/Advisor.h"
#include "support/Units.h"

#include <algorithm>
#include <map>

namespace allocsites {

namespace {

/// True if a function that the spot calls has one of the texts in its name.
bool calls(const Advisor &advisor, const Spot &spot,
           std::initializer_list<const char *> texts) {
  bool result = false;
  eachFunctionBelow(advisor.places, spot.nodes.front(), [&](Id function) {
    const std::string &name = advisor.view.names().of(function);
    for (const char *text : texts)
      result |= name.find(text) != std::string::npos;
  });
  return result;
}

/// Asks for the text: that string is needed with any other way, too.
bool isResult(const Advisor &advisor, const Spot &spot) {
  return calls(advisor, spot, {"::str()", "::str[abi"});
}

/// Made of a text to read it.
bool isRead(const Advisor &advisor, const Spot &spot) {
  return calls(advisor, spot, {"istringstream", "stringstream(std::string"});
}

} // namespace

void detectStreams(Advisor &advisor, const AdviceRule &rule) {
  std::map<Id, std::vector<const Spot *>> byFunction;
  for (const Spot *spot : advisor.openSpots(rule))
    byFunction[spot->function].push_back(spot);
  for (auto &[function, spots] : byFunction) {
    // What goes into any other stream is "iostream" too.
    if (std::none_of(spots.begin(), spots.end(), [&](const Spot *spot) {
          return advisor.kindOf(*spot) == "stringstream";
        }))
      continue;
    std::erase_if(spots,
                  [&](const Spot *spot) { return isResult(advisor, *spot); });
    if (spots.empty())
      continue;
    std::sort(spots.begin(), spots.end(), [](const Spot *a, const Spot *b) {
      return a->objects() != b->objects() ? a->objects() > b->objects()
                                          : a->line < b->line;
    });
    // Each stream has one block of the first size.
    Distribution sizes;
    for (const Spot *spot : spots)
      sizes += spot->distribution;
    auto first = std::find_if(sizes.sizes.begin(), sizes.sizes.end(),
                              [](uint64_t count) { return count != 0; });
    if (first == sizes.sizes.end() || double(*first) < rule.limit("streams"))
      continue;
    bool reads = std::any_of(spots.begin(), spots.end(), [&](const Spot *spot) {
      return isRead(advisor, *spot);
    });
    advisor.report(rule, spots, {objectsOf(spots), bytesOf(spots)},
                   {{"streams", std::to_string(*first)},
                    {"first", formatBytes(sizes.minSize)},
                    {"remedy", rule.text(reads ? "read" : "written")}});
  }
}

} // namespace allocsites
