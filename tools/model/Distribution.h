// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a context's own allocations spread over sizes and lifetimes.
#ifndef ALLOCSITES_MODEL_DISTRIBUTION_H
#define ALLOCSITES_MODEL_DISTRIBUTION_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace allocsites {

/// Numbers of objects, and bytes where it says so. All 0: not recorded.
struct Distribution {
  /// Bytes; 0 and 0: unknown, or nothing else was allocated.
  uint64_t minSize = 0, maxSize = 0;
  /// Bucket 0: below 8 bytes; bucket i: from 4 << i; the last: all larger ones.
  std::array<uint64_t, 24> sizes{};
  /// Freed after the process allocated so many bytes meanwhile: 0
  /// (temporaries), below 256, and 16 times as much each; the last: all longer
  /// lives.
  std::array<uint64_t, 8> lifetimes{};
  uint64_t reallocs = 0;    ///< allocations that replaced a block (realloc)
  uint64_t growths = 0;     ///< of these, larger than the block before
  uint64_t moves = 0;       ///< of these, at another address
  uint64_t copiedSpace = 0; ///< bytes that moved along

  bool hasSizes() const;
  /// Cuts what cannot be of so many allocations of so many bytes in all (below
  /// MostCounted); false if there was any.
  bool fitTo(uint64_t objects, uint64_t space);
  Distribution &operator+=(const Distribution &other);
  /// The fewest bytes of a bucket of lifetimes.
  static uint64_t lifetimeFrom(std::size_t bucket) {
    return bucket < 2 ? bucket : uint64_t(1) << (4 * bucket);
  }
  /// The smallest size of a bucket.
  static uint64_t sizeFrom(std::size_t bucket) {
    return bucket == 0 ? 0 : uint64_t(4) << bucket;
  }
};

/// Distributions by node (an Id of the model), of which most have none and the
/// rest few numbers.
class DistributionTable {
public:
  void add(uint32_t node, const Distribution &distribution);
  Distribution of(uint32_t node) const;
  /// \p place has the new number of each node.
  void renumber(const std::vector<uint32_t> &place);
  bool has(uint32_t node) const {
    return node < first.size() && first[node] != 0;
  }

private:
  struct Cell {
    uint64_t value;
    uint32_t next; ///< 0: the last
    uint32_t field;
  };
  std::vector<uint32_t> first; ///< by node, the first cell; 0: none
  std::vector<Cell> cells{{}};
};

} // namespace allocsites

#endif
