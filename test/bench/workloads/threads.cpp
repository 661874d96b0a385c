// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// threads: as many threads as asked for, each allocating and freeing on its
// own, in a ring of live blocks. argv: [scale=1] [threads=2]
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

static constexpr size_t RingSize = 256;

__attribute__((noinline)) static uint64_t churn(size_t rounds, uint64_t state) {
  std::vector<char *> ring(RingSize);
  uint64_t sum = 0;
  for (size_t i = 0; i < rounds; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    size_t slot = (state >> 33) % RingSize;
    delete[] ring[slot];
    ring[slot] = new char[16 + (state >> 50) % 128];
    ring[slot][0] = char(state);
    sum += uint64_t(ring[slot][0]);
  }
  for (char *block : ring)
    delete[] block;
  return sum;
}

int main(int argc, char **argv) {
  double scale = argc > 1 ? atof(argv[1]) : 1;
  unsigned count = argc > 2 ? unsigned(atoi(argv[2])) : 2;
  size_t rounds = size_t(10e6 * scale);
  std::vector<uint64_t> sums(count);
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < count; ++t)
    threads.emplace_back([&, t] { sums[t] = churn(rounds, t + 1); });
  for (std::thread &thread : threads)
    thread.join();
  uint64_t sum = 0;
  for (uint64_t each : sums)
    sum += each;
  printf("threads checksum %llu\n", (unsigned long long)sum);
}
