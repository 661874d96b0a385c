// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// x = x + y: each time a new string of all that is there.
#include "advice/Advisor.h"
#include "advice/Scopes.h"
#include "support/Units.h"

#include <algorithm>

namespace allocsites {

namespace {

/// What appending instead would allocate, at most: each string begins with a
/// block of the smallest class of sizes there is and doubles to the largest.
struct Appended {
  int64_t objects = 0, bytes = 0;
};

Appended appended(const Distribution &distribution) {
  auto first =
      std::find_if(distribution.sizes.begin(), distribution.sizes.end(),
                   [](uint64_t count) { return count != 0; });
  auto strings = int64_t(*first);
  Appended result;
  for (uint64_t size = std::max<uint64_t>(distribution.minSize, 31);;
       size *= 2) {
    result.objects += strings;
    result.bytes += strings * int64_t(size);
    if (size >= distribution.maxSize)
      return result;
  }
}

/// True if rounds of a loop add to one string, or calls add to one that has
/// become so long that it must be one. Elsewhere x is a new string each time.
bool isBuiltUp(Advisor &advisor, const AdviceRule &rule, const Spot &spot,
               const Distribution &distribution) {
  std::string name =
      addedToItself(advisor.sources.statement(spot.function, spot.line));
  if (name.empty())
    return false;
  std::string line = advisor.sources.line(spot.function, spot.line);
  std::string before = advisor.sources.before(spot.function, spot.line) +
                       line.substr(0, assignmentOf(name, line));
  Holder holder = holderOf(name, before);
  return holder == Holder::Loop ||
         (holder == Holder::Elsewhere &&
          double(distribution.maxSize) >=
              rule.limit("built_up") * double(distribution.minSize));
}

} // namespace

void detectConcatenation(Advisor &advisor, const AdviceRule &rule) {
  for (const std::vector<const Spot *> &line : advisor.openLines(rule)) {
    const Spot &first = *line.front();
    Distribution distribution;
    for (const Spot *spot : line)
      distribution += spot->distribution;
    if (!distribution.hasSizes() ||
        !isBuiltUp(advisor, rule, first, distribution))
      continue;
    Appended rest = appended(distribution);
    advisor.report(rule, line,
                   {objectsOf(line) - rest.objects, bytesOf(line) - rest.bytes},
                   {{"largest", formatBytes(distribution.maxSize)},
                    {"rest", std::to_string(rest.objects)},
                    {"rest_bytes", formatBytes(uint64_t(rest.bytes))}});
  }
}

} // namespace allocsites
