// Intent: 64 threads at once lose nothing, also where they free what others
// allocated.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O1 -pthread %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p
// RUN: %allocsites top --json -lines %t/p.allocs -focus='^make' | %FileCheck %s
// CHECK: "rows"
// CHECK: "function":"make()"{{.*}}"flat":{"alloc_objects":640000,"alloc_space":10240000,"inuse_objects":64,"inuse_space":1024,
#include <atomic>
#include <cstdlib>
#include <thread>
#include <vector>
static std::atomic<void *> Slots[64];
__attribute__((noinline)) static void *make() {
  void *volatile P;
  P = malloc(16);
  return P;
}
int main() {
  std::vector<std::thread> Threads;
  std::atomic<int> Waiting = 64;
  for (int T = 0; T < 64; ++T)
    Threads.emplace_back([&, T] {
      --Waiting;
      while (Waiting)
        std::this_thread::yield();
      for (int I = 0; I < 10000; ++I)
        free(Slots[(T + I) % 64].exchange(make()));
    });
  for (std::thread &T : Threads)
    T.join();
}
