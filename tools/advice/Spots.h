// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the advice looks at: each line of the user's with each kind and type
// that it allocates.
#ifndef ALLOCSITES_ADVICE_SPOTS_H
#define ALLOCSITES_ADVICE_SPOTS_H

#include "advice/Finding.h"
#include "model/View.h"

#include <functional>
#include <vector>

namespace allocsites {

struct Spot {
  Id function;
  uint32_t line;   ///< 0: unknown
  uint32_t column; ///< of the most allocations; 0: unknown
  CulpritId culprit;
  Counts counts;
  Distribution distribution;
  std::vector<Id> nodes; ///< the contexts

  int64_t objects() const { return counts[Lens::AllocObjects]; }
  int64_t bytes() const { return counts[Lens::AllocSpace]; }
  int64_t temporaries() const { return counts[Lens::TempObjects]; }
};

/// Where advice speaks of a context: at the frame that the view charges, or, if
/// that is in a copy constructor, which cannot know what the copy is for, at
/// the frame of the user's that copies.
class SpotFrames {
public:
  explicit SpotFrames(const View &view);

  Id of(Id node) const;
  /// The class that it copies; nothing if the function is no copy constructor.
  std::string_view classCopiedBy(Id function) const;

  const View &view;

private:
  /// By function: how long its class's name is; 0: no copy constructor, or not
  /// asked for.
  std::vector<uint16_t> copies;
};

/// In the order of their first context. Without what no line of the user's is
/// charged with.
std::vector<Spot> collectSpots(const SpotFrames &places);

/// Calls visit(function) for what \p node's context runs through below the
/// spot's frame, the callee included, innermost first.
void eachFunctionBelow(const SpotFrames &places, Id node,
                       const std::function<void(Id function)> &visit);

/// Who calls the function that \p spots stand in, from the user's code.
std::vector<FindingCaller> callersOf(const SpotFrames &places,
                                     const std::vector<const Spot *> &spots,
                                     size_t most);

} // namespace allocsites

#endif
