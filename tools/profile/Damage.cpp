// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "profile/Damage.h"

#include "support/Units.h"

#include <fmt/format.h>

namespace allocsites {

std::vector<std::string> Damage::describe(Liveness program) const {
  std::vector<std::string> result;
  if (strings != 0)
    result.push_back(fmt::format("left out {}, shown as {}",
                                 formatCount(strings, "damaged name"),
                                 UnknownName));
  if (stringBytes != 0)
    result.push_back(fmt::format("left out {} of damaged names, shown as {}",
                                 formatBytes(stringBytes), UnknownName));
  if (frames != 0)
    result.push_back(fmt::format(
        "left out {}", formatCount(frames, "damaged source position")));
  if (sites != 0)
    result.push_back(
        fmt::format("left out {}", formatCount(sites, "damaged site")));
  if (nodes != 0)
    result.push_back(fmt::format("left out {} with a damaged site, caller or "
                                 "content ({}, {}, in no total)",
                                 formatCount(nodes, "context"),
                                 formatCount(nodeObjects, "allocation"),
                                 formatBytes(nodeSpace)));
  if (counts != 0)
    result.push_back(fmt::format("left out {} with more than 2^54 allocations "
                                 "or bytes (in no total)",
                                 formatCount(counts, "context")));
  if (overfreed != 0 && program != Liveness::Running)
    result.push_back("some contexts have more frees than allocations: the "
                     "program was running while this was read, or the file is "
                     "damaged; their inuse counts are taken as 0");
  if (distributions != 0 && program != Liveness::Running)
    result.push_back(fmt::format(
        "{} more sizes, lifetimes or reallocs than allocations: the program "
        "was running while this was read, or the file is damaged; what is too "
        "much is left out",
        distributions == 1 ? std::string("1 context has")
                           : formatCount(distributions, "context") + " have"));
  return result;
}

} // namespace allocsites
