// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// churn: new/delete of small objects. argv: [scale=1] [threads=1]. Base: 40M
// pairs in total at scale 1.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/resource.h>
#include <thread>
#include <vector>
static void self_rss() {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  dprintf(2, "SELF_MAXRSS_KB=%ld\n", u.ru_maxrss);
}
template <class T> static inline void escape(T *p) {
  asm volatile("" : : "g"(p) : "memory");
}
struct Small {
  uint64_t a, b;
};
struct Medium {
  uint64_t a[6];
};
struct Large {
  uint64_t a[24];
};
static inline uint32_t rnd(uint32_t &s) {
  s ^= s << 13;
  s ^= s >> 17;
  s ^= s << 5;
  return s;
}

__attribute__((noinline)) static uint64_t
pairs(uint64_t n) { // immediate new/delete
  uint64_t sum = 0;
  for (uint64_t i = 0; i < n; i++) {
    Small *p = new Small{i, i + 1};
    escape(p);
    sum += p->a ^ p->b;
    delete p;
  }
  return sum;
}
__attribute__((noinline)) static uint64_t
ring(uint64_t n, uint32_t seed) { // 1024 live objects of three types
  struct Slot {
    void *p;
    int kind;
  };
  std::vector<Slot> live(1024, Slot{nullptr, 0});
  uint64_t sum = 0;
  auto drop = [](Slot &s) {
    switch (s.kind) {
    case 1:
      delete static_cast<Small *>(s.p);
      break;
    case 2:
      delete static_cast<Medium *>(s.p);
      break;
    case 3:
      delete static_cast<Large *>(s.p);
      break;
    }
  };
  for (uint64_t i = 0; i < n; i++) {
    uint32_t r = rnd(seed);
    Slot &s = live[r & 1023];
    drop(s);
    switch ((r >> 12) & 3) {
    case 0:
    case 1: {
      Small *q = new Small;
      q->a = i;
      s = {q, 1};
      break;
    }
    case 2: {
      Medium *q = new Medium;
      q->a[0] = i;
      s = {q, 2};
      break;
    }
    default: {
      Large *q = new Large;
      q->a[0] = i;
      s = {q, 3};
      break;
    }
    }
    escape(s.p);
    sum += *static_cast<uint64_t *>(s.p);
  }
  for (auto &s : live)
    drop(s);
  return sum;
}
int main(int argc, char **argv) {
  double scale = argc > 1 ? atof(argv[1]) : 1.0;
  int threads = argc > 2 ? atoi(argv[2]) : 1;
  uint64_t n = (uint64_t)(40e6 * scale) / threads / 2;
  std::vector<uint64_t> out(threads);
  if (threads == 1)
    out[0] = pairs(n) + ring(n, 12345);
  else {
    std::vector<std::thread> th;
    for (int t = 0; t < threads; t++)
      th.emplace_back([&, t] { out[t] = pairs(n) + ring(n, 12345 + t); });
    for (auto &t : th)
      t.join();
  }
  uint64_t s = 0;
  for (auto v : out)
    s += v;
  printf("churn %llu pairs, checksum %llu\n",
         (unsigned long long)(n * 2 * threads), (unsigned long long)s);
  self_rss();
}
