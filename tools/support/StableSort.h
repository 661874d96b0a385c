// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// std::stable_sort for vectors. libstdc++ 12 implements its own with a function
// that it has deprecated itself, which Clang reports at each use.
#ifndef ALLOCSITES_SUPPORT_STABLESORT_H
#define ALLOCSITES_SUPPORT_STABLESORT_H

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace allocsites {

/// Sorts \p items by \p less; equal ones keep their order.
template <class Item, class Less>
void stableSort(std::vector<Item> &items, Less less) {
  std::vector<size_t> order(items.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    if (less(items[a], items[b]))
      return true;
    return a < b && !less(items[b], items[a]);
  });
  std::vector<Item> sorted;
  sorted.reserve(items.size());
  for (size_t each : order)
    sorted.push_back(std::move(items[each]));
  items = std::move(sorted);
}

} // namespace allocsites

#endif
