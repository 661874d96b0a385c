// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What several runs of one program say together, as Go's benchstat does it.
#ifndef ALLOCSITES_MODEL_STATISTICS_H
#define ALLOCSITES_MODEL_STATISTICS_H

#include <cstdint>
#include <vector>

namespace allocsites {

struct Summary {
  double median = 0, min = 0, max = 0;

  /// The largest distance from the median.
  double spread() const;
};

/// Of at least one value.
Summary summarise(std::vector<int64_t> values);

/// The probability that two samples of one distribution differ as much as these
/// (Mann and Whitney's U test, two-sided). Exact, ties included, up to 20
/// values in all, then by the normal approximation with correction for ties and
/// continuity.
double mannWhitney(const std::vector<int64_t> &a,
                   const std::vector<int64_t> &b);

struct Comparison {
  double p = 1; ///< see mannWhitney()
  /// The sides differ: with at least four runs each, p is below 0.05; with
  /// fewer, which cannot reach that, their ranges do not meet.
  bool differs = false;
};

Comparison compare(const std::vector<int64_t> &a,
                   const std::vector<int64_t> &b);

} // namespace allocsites

#endif
