// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Distribution.h"

#include "model/Lens.h"

#include <algorithm>

namespace allocsites {

namespace {

constexpr uint32_t MinField = 0, MaxField = 1, FirstSum = 2;

/// Calls visit(number, value) for all fields; distribution may be const.
template <class D, class Visit>
void forEachField(D &distribution, Visit visit) {
  visit(MinField, distribution.minSize);
  visit(MaxField, distribution.maxSize);
  uint32_t field = FirstSum;
  for (auto &value : distribution.sizes)
    visit(field++, value);
  for (auto &value : distribution.lifetimes)
    visit(field++, value);
  for (auto *value : {&distribution.reallocs, &distribution.growths,
                      &distribution.moves, &distribution.copiedSpace})
    visit(field++, *value);
}

} // namespace

bool Distribution::hasSizes() const {
  return std::any_of(sizes.begin(), sizes.end(),
                     [](uint64_t objects) { return objects != 0; });
}

bool Distribution::fitTo(uint64_t objects, uint64_t space) {
  bool fits = true;
  auto limit = [&](uint64_t &value, uint64_t most) {
    fits &= value <= most;
    value = std::min(value, most);
  };
  auto limitSum = [&](auto &buckets) {
    uint64_t left = objects;
    for (uint64_t &bucket : buckets) {
      limit(bucket, left);
      left -= bucket;
    }
  };
  limit(maxSize, space);
  limit(minSize, maxSize);
  limitSum(sizes);
  limitSum(lifetimes);
  limit(reallocs, objects);
  limit(growths, reallocs);
  limit(moves, reallocs);
  limit(copiedSpace, uint64_t(MostCounted)); // blocks may have shrunk
  return fits;
}

Distribution &Distribution::operator+=(const Distribution &other) {
  if (other.hasSizes()) {
    minSize = hasSizes() ? std::min(minSize, other.minSize) : other.minSize;
    maxSize = std::max(maxSize, other.maxSize);
  }
  std::array<uint64_t, 64> values;
  forEachField(other,
               [&](uint32_t field, uint64_t value) { values[field] = value; });
  forEachField(*this, [&](uint32_t field, uint64_t &value) {
    if (field >= FirstSum)
      value += values[field];
  });
  return *this;
}

Distribution DistributionTable::of(uint32_t node) const {
  Distribution result;
  if (node >= first.size() || first[node] == 0)
    return result;
  std::array<uint64_t, 64> values{};
  for (uint32_t cell = first[node]; cell != 0; cell = cells[cell].next)
    values[cells[cell].field] = cells[cell].value;
  forEachField(result,
               [&](uint32_t field, uint64_t &value) { value = values[field]; });
  return result;
}

void DistributionTable::renumber(const std::vector<uint32_t> &place) {
  if (first.empty())
    return;
  std::vector<uint32_t> moved(place.size());
  for (size_t node = 0; node < std::min(place.size(), first.size()); ++node)
    moved[place[node]] = first[node];
  first.swap(moved);
}

void DistributionTable::add(uint32_t node, const Distribution &distribution) {
  if (first.size() <= node)
    first.resize(node + node / 2 + 64);
  if (first[node] == 0) { // nearly always
    uint32_t head = 0;
    forEachField(distribution, [&](uint32_t field, uint64_t value) {
      if (value == 0)
        return;
      cells.push_back({value, head, field});
      head = uint32_t(cells.size() - 1);
    });
    first[node] = head;
    return;
  }
  Distribution sum = of(node);
  sum += distribution;
  // Cells that are there keep their place; new values get new ones.
  forEachField(sum, [&](uint32_t field, uint64_t value) {
    uint32_t cell = first[node];
    while (cell != 0 && cells[cell].field != field)
      cell = cells[cell].next;
    if (cell != 0) {
      cells[cell].value = value;
    } else if (value != 0) {
      cells.push_back({value, first[node], field});
      first[node] = uint32_t(cells.size() - 1);
    }
  });
}

} // namespace allocsites
