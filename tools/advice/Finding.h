// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is to be said of a place in the program, as data.
// See also: Advisor.h (makes them), render/Advice.h (shows them).
#ifndef ALLOCSITES_ADVICE_FINDING_H
#define ALLOCSITES_ADVICE_FINDING_H

#include "advice/Rules.h"
#include "model/Model.h"

#include <optional>

namespace allocsites {

/// What following the advice takes away.
struct Saving {
  int64_t objects = 0;
  std::optional<int64_t> bytes; ///< none: cannot be computed
  /// AllocObjects: of what the program allocates; InuseObjects: of what it
  /// still holds at the end.
  Lens of = Lens::AllocObjects;
};

struct FindingCaller {
  Id function;
  uint32_t line;
  Counts counts;
};

struct Finding {
  const AdviceRule *rule;
  Id function;
  uint32_t line, column;            ///< 0: unknown
  std::vector<uint32_t> otherLines; ///< of the same function, if any takes part
  std::string kind, type;           ///< type may be empty: unknown
  Counts counts;                    ///< of what the finding is about
  std::string found, advice, basis; ///< sentences
  Saving saving;
  /// The largest share of a total that the saving is, 0 to 1.
  double share = 0;
  std::vector<FindingCaller> callers; ///< largest first; not all
};

} // namespace allocsites

#endif
