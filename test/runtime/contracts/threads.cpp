// Intent: a path is told of once, whatever thread takes it and whoever called the
// function that promised; counts are exact over all threads. A promise holds for what
// is called, not for a thread that is started.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O2 -pthread -I%include_dir %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p 2> %t/err
// RUN: test $(grep -c 'contract broken' %t/err) = 1
// RUN: %FileCheck %s < %t/err
// RUN: %not %allocsites contracts --json %t/p.allocs | %FileCheck %s --check-prefix=JSON
// CHECK: contract broken: promises must not allocate, and allocates 16 bytes:
// CHECK-NEXT: #0 malloc
// CHECK-NEXT: #1 promises {{.*}}threads.cpp:
// JSON: {"function":"promises()"{{.*}}"counts":{"alloc_objects":4003,"alloc_space":64048,
#include <allocsites/api.h>
#include <cstdlib>
#include <thread>
#include <vector>
static void *volatile Sink;
[[clang::annotate("allocsites::none")]] __attribute__((noinline)) static void
promises() {
  void *Block = malloc(16);
  asm volatile("" : : "r"(Block) : "memory");
  free(Block);
}
[[clang::annotate("allocsites::none")]] static void starts() {
  std::thread *Thread;
  {
    allocsites::AllowAllocations Allowed;
    Thread = new std::thread([] {
      allocsites_pop_label();
      Sink = malloc(32);
      free(Sink);
    });
  }
  Thread->join();
  delete Thread;
}
int main() {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([] {
      for (int J = 0; J < 1000; ++J)
        promises();
    });
  for (std::thread &Each : Threads)
    Each.join();
  promises();
  promises();
  promises();
  starts();
}
