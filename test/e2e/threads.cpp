// Intent: threads lose nothing, frees by another thread count, and trees of
// ended threads are taken over.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -O$o -pthread %s -o %t/p && \
// RUN:   env ALLOCSITES_FILE=%t/$o.allocs %t/p && \
// RUN:   %allocsites top -lines --json %t/$o.allocs -focus=work > %t/json && \
// RUN:   %FileCheck %s < %t/json || exit 1; done
// CHECK: "rows"
// CHECK: "alloc_objects":400000
// CHECK: "alloc_space":9600000
// CHECK: "inuse_objects":4
// CHECK: "inuse_space":96
#include <mutex>
#include <thread>
#include <vector>
struct Item {
  long A, B, C;
};
static std::mutex Mutex;
static std::vector<Item *> Pool;
__attribute__((noinline)) static Item *work() { return new Item; }
int main() {
  Pool.reserve(1000000);
  for (int Round = 0; Round < 100; ++Round) {
    std::vector<std::thread> Threads;
    for (int T = 0; T < 4; ++T)
      Threads.emplace_back([] {
        for (int I = 0; I < 1000; ++I) {
          Item *Mine = work(), *Other = nullptr;
          std::lock_guard<std::mutex> Hold(Mutex);
          Pool.push_back(Mine);
          if (Pool.size() > 4) {
            Other = Pool.front();
            Pool.front() = Pool.back();
            Pool.pop_back();
          }
          delete Other;
        }
      });
    for (auto &T : Threads)
      T.join();
  }
  return Pool.size() == 4 ? 0 : 1;
}
