// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What can be said of many processes as if they were one.
#ifndef ALLOCSITES_MODEL_RUNSUM_H
#define ALLOCSITES_MODEL_RUNSUM_H

#include "model/Model.h"

namespace allocsites {

/// Both as if they had started together: at each moment of either, the sum of
/// what they had by then. Only the last moment is exact if there are more than
/// \p most of them, of which then as many are kept. The peak's time is unknown.
Timeline sumOf(const Timeline &a, const Timeline &b, size_t most);

/// Takes any number of runs in little memory.
class RunSum {
public:
  void add(Run run);

  /// The one run, or what is true of all: facts that differ are left out, the
  /// start is the first, the timeline is the sum.
  Run take() { return std::move(sum); }

private:
  Run sum;
};

} // namespace allocsites

#endif
