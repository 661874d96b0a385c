// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Statistics.h"

#include <algorithm>
#include <cmath>

namespace allocsites {

namespace {

constexpr size_t MostExact = 20;
constexpr size_t FewestToTest = 4;
constexpr double Significance = 0.05;

/// Values of both samples with their ranks; those of equal values are shared.
/// Ranks are doubled so that they are whole.
struct Ranks {
  std::vector<uint32_t> doubled; ///< of all values, ascending
  uint64_t sumOfA = 0;
  double ties = 0; ///< sum of t^3 - t over groups of t equal values
};

Ranks rank(const std::vector<int64_t> &a, const std::vector<int64_t> &b) {
  std::vector<std::pair<int64_t, bool>> all; // value, whether it is a's
  for (int64_t value : a)
    all.push_back({value, true});
  for (int64_t value : b)
    all.push_back({value, false});
  std::sort(all.begin(), all.end());
  Ranks ranks;
  for (size_t begin = 0, end; begin < all.size(); begin = end) {
    for (end = begin; end < all.size() && all[end].first == all[begin].first;)
      ++end;
    double count = double(end - begin);
    ranks.ties += count * count * count - count;
    for (size_t i = begin; i < end; ++i) {
      ranks.doubled.push_back(uint32_t(begin + end + 1));
      if (all[i].second)
        ranks.sumOfA += begin + end + 1;
    }
  }
  return ranks;
}

/// By counting all ways to choose a's ranks.
double exact(const Ranks &ranks, size_t sizeOfA) {
  size_t most = 0;
  for (uint32_t each : ranks.doubled)
    most += each;
  std::vector<std::vector<double>> ways(sizeOfA + 1,
                                        std::vector<double>(most + 1));
  ways[0][0] = 1;
  for (uint32_t each : ranks.doubled)
    for (size_t chosen = sizeOfA; chosen-- > 0;)
      for (size_t sum = 0; sum + each <= most; ++sum)
        ways[chosen + 1][sum + each] += ways[chosen][sum];
  double mean = double(sizeOfA) * double(ranks.doubled.size() + 1);
  double distance = std::abs(double(ranks.sumOfA) - mean);
  double all = 0, asFar = 0;
  for (size_t sum = 0; sum <= most; ++sum) {
    all += ways[sizeOfA][sum];
    if (std::abs(double(sum) - mean) >= distance)
      asFar += ways[sizeOfA][sum];
  }
  return asFar / all;
}

double approximate(const Ranks &ranks, double sizeOfA, double sizeOfB) {
  double all = sizeOfA + sizeOfB;
  double distance =
      std::abs(double(ranks.sumOfA) / 2 - sizeOfA * (all + 1) / 2);
  double variance =
      sizeOfA * sizeOfB / 12 * (all + 1 - ranks.ties / (all * (all - 1)));
  if (variance <= 0)
    return 1;
  double z = std::max(0.0, distance - 0.5) / std::sqrt(variance);
  return std::erfc(z / std::sqrt(2.0));
}

} // namespace

double Summary::spread() const { return std::max(max - median, median - min); }

Summary summarise(std::vector<int64_t> values) {
  std::sort(values.begin(), values.end());
  size_t half = values.size() / 2;
  double median = values.size() % 2
                      ? double(values[half])
                      : (double(values[half - 1]) + double(values[half])) / 2;
  return {median, double(values.front()), double(values.back())};
}

double mannWhitney(const std::vector<int64_t> &a,
                   const std::vector<int64_t> &b) {
  Ranks ranks = rank(a, b);
  return a.size() + b.size() <= MostExact
             ? exact(ranks, a.size())
             : approximate(ranks, double(a.size()), double(b.size()));
}

Comparison compare(const std::vector<int64_t> &a,
                   const std::vector<int64_t> &b) {
  Summary left = summarise(a), right = summarise(b);
  if (left.min == right.min && left.max == right.max && left.min == left.max)
    return {1, false};
  double p = mannWhitney(a, b);
  if (std::min(a.size(), b.size()) >= FewestToTest)
    return {p, p < Significance};
  return {p, left.max < right.min || right.max < left.min};
}

} // namespace allocsites
