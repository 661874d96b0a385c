// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// vectors: push_back growth with and without reserve, vector<vector<int>>,
// copies. argv: [scale=1]
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>
#include <vector>
static void self_rss() {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  dprintf(2, "SELF_MAXRSS_KB=%ld\n", u.ru_maxrss);
}
static uint32_t S = 88172645u;
static inline uint32_t rnd() {
  S ^= S << 13;
  S ^= S >> 17;
  S ^= S << 5;
  return S;
}

__attribute__((noinline)) static uint64_t grow(size_t n) {
  std::vector<int> v;
  for (size_t i = 0; i < n; i++)
    v.push_back((int)(i * 7));
  return v[n / 2] + v.size();
}
__attribute__((noinline)) static uint64_t grow_reserved(size_t n) {
  std::vector<int> v;
  v.reserve(n);
  for (size_t i = 0; i < n; i++)
    v.push_back((int)(i * 7));
  return v[n / 2] + v.size();
}
__attribute__((noinline)) static uint64_t matrix(size_t rows, size_t cols) {
  std::vector<std::vector<int>> m(rows, std::vector<int>(cols, 1));
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < cols; c++)
      m[r][c] += (int)(r ^ c);
  std::vector<std::vector<int>> copy = m;
  return copy[rows - 1][cols - 1];
}
__attribute__((noinline)) static uint64_t adjacency(size_t nodes,
                                                    size_t edges) {
  std::vector<std::vector<int>> adj(nodes);
  for (size_t i = 0; i < edges; i++)
    adj[rnd() % nodes].push_back((int)i);
  uint64_t s = 0;
  for (auto &a : adj)
    s += a.size() * a.size();
  return s;
}
int main(int argc, char **argv) {
  double scale = argc > 1 ? atof(argv[1]) : 1.0;
  size_t reps = (size_t)(900000 * scale);
  uint64_t sum = 0;
  for (size_t i = 0; i < reps; i++)
    sum += grow(8 + i % 120) + grow_reserved(8 + i % 120);
  for (size_t i = 0; i < (size_t)(7000 * scale); i++)
    sum += matrix(64 + i % 64, 16);
  for (size_t i = 0; i < (size_t)(60 * scale) + 1; i++)
    sum += adjacency(20000, 200000);
  sum += grow((size_t)(10e6 * scale));
  printf("vectors checksum %llu\n", (unsigned long long)sum);
  self_rss();
}
