// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/GrowthChain.h"

#include <cmath>
#include <vector>

namespace allocsites {

namespace {
/// What the libraries grow by: 2, or the next prime above twice as many.
constexpr double LeastFactor = 1.8, LargestFactor = 2.7;
/// Of the bytes: sizes within a chain are rounded.
constexpr double Tolerance = 0.05;
} // namespace

std::optional<GrowthChain> findGrowthChain(const Distribution &distribution,
                                           int64_t objects, int64_t bytes) {
  std::vector<int64_t> blocks; // by step
  int64_t sum = 0;
  for (uint64_t count : distribution.sizes) {
    if (count == 0)
      continue;
    if (!blocks.empty() && int64_t(count) > blocks.back())
      return std::nullopt;
    blocks.push_back(int64_t(count));
    sum += int64_t(count);
  }
  if (blocks.size() < 2 || sum != objects || distribution.minSize == 0)
    return std::nullopt;
  double factor =
      std::pow(double(distribution.maxSize) / double(distribution.minSize),
               1.0 / double(blocks.size() - 1));
  if (factor < LeastFactor || factor > LargestFactor)
    return std::nullopt;
  GrowthChain chain{blocks.front(),       int64_t(blocks.size()),
                    distribution.minSize, distribution.maxSize,
                    blocks.back(),        0};
  double size = double(distribution.minSize), all = 0, kept = 0;
  for (size_t step = 0; step < blocks.size(); ++step, size *= factor) {
    int64_t further = step + 1 < blocks.size() ? blocks[step + 1] : 0;
    all += double(blocks[step]) * size;
    kept += double(blocks[step] - further) * size;
  }
  if (std::abs(all - double(bytes)) > Tolerance * double(bytes))
    return std::nullopt;
  // What rounding took or gave is spread evenly.
  chain.keptBytes = std::llround(kept * double(bytes) / all);
  return chain;
}

} // namespace allocsites
