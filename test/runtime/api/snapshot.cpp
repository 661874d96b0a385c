// Intent: a snapshot is a whole profile of what was done before it, also while
// other threads go on; it never overwrites a file.
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O1 -pthread -I%include_dir %s -o %t/p
// RUN: cd %t && env ALLOCSITES_FILE=%t/p.allocs %t/p
// RUN: %allocsites top --json -lines -focus='^before' %t/now.allocs | %FileCheck %s
// RUN: %allocsites top %t/*.allocs 2>&1 | %FileCheck %s --check-prefix=WHOLE
// CHECK: "warnings":[]
// CHECK: "function":"before()"{{.*}}"flat":{"alloc_objects":100,
// WHOLE-NOT: left out
// WHOLE-NOT: damaged
#include "allocsites/api.h"
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>

static void *volatile Seen;
__attribute__((noinline)) static void before() { free(Seen = malloc(8)); }
static std::atomic<bool> Enough;

/// Ever new contexts.
template <int Depth>
__attribute__((noinline)) static void wander(unsigned Way) {
  if constexpr (Depth == 0) {
    free(Seen = malloc(16));
  } else {
    if (Way & 1)
      wander<Depth - 1>(Way / 2);
    else
      wander<Depth - 1>(Way / 2);
    Seen = nullptr;
  }
}

int main() {
  for (int I = 0; I < 100; ++I)
    before();
  if (!allocsites_snapshot("now.allocs"))
    return 1;
  before();
  if (allocsites_snapshot("now.allocs") || errno != EEXIST)
    return 2;
  std::atomic<unsigned> Steps = 0;
  std::thread Other([&] {
    for (unsigned Way = 0; !Enough; ++Way, ++Steps)
      wander<16>(Way);
  });
  for (int I = 0; I < 20; ++I) {
    unsigned Until = Steps + 500;
    while (Steps < Until)
      std::this_thread::yield();
    if (!allocsites_snapshot(
            ("running" + std::to_string(I) + ".allocs").c_str()))
      return 3;
  }
  Enough = true;
  Other.join();
}
