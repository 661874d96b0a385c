// Intent: a thread's own counters are exact around any piece of code, pauses
// count nowhere, and without the runtime everything is zero.
// RUN: mkdir -p %t
// RUN: %instrument-cxx -O1 -pthread -I%include_dir %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p > %t/seen
// RUN: %FileCheck %s < %t/seen
// RUN: %allocsites top --json %t/p.allocs | %FileCheck %s --check-prefix=PAUSED
// RUN: %clangxx -O1 -pthread -I%include_dir %s -o %t/plain
// RUN: %t/plain | %FileCheck %s --check-prefix=PLAIN
// CHECK: active 1
// CHECK: here 3 132, freed 2 32
// CHECK: thread 5 50
// CHECK: process 5 50
// CHECK: paused 0 0, freed 1 100
// PLAIN: active 0
// PLAIN: here 0 0, freed 0 0
// PLAIN: thread 0 0
// PAUSED-NOT: "function":"unseen
#include "allocsites/api.h"
#include <cstdio>
#include <cstdlib>
#include <new>
#include <thread>

static void *volatile Seen;
__attribute__((noinline)) static void *unseen() { return malloc(1000); }
static void print(const char *What, allocsites_counters C) {
  printf("%s %lu %lu, freed %lu %lu\n", What, C.alloc_objects, C.alloc_space,
         C.free_objects, C.free_space);
}

int main() {
  static char Buffer[4096];
  setvbuf(stdout, Buffer, _IOFBF, sizeof Buffer);
  printf("active %d\n", allocsites_active());
  static void *volatile Kept;
  {
    allocsites::Measure M;
    free(Seen = malloc(12));
    ::operator delete(Seen = ::operator new(20));
    Kept = calloc(10, 10);
    print("here", M.counters());
  }
  allocsites_counters Before = allocsites_process_counters(), InThread;
  allocsites::Measure Main;
  {
    std::thread T([&] {
      allocsites::Measure M;
      for (int I = 0; I < 5; ++I)
        free(Seen = malloc(10));
      InThread = M.counters();
    });
    T.join();
  }
  print("thread", InThread);
  {
    allocsites::Pause Outer;
    allocsites_counters After = allocsites_process_counters();
    allocsites_counters Mine = Main.counters();
    printf("process %lu %lu\n",
           After.alloc_objects - Before.alloc_objects - Mine.alloc_objects,
           After.alloc_space - Before.alloc_space - Mine.alloc_space);
    allocsites::Measure M;
    allocsites::Pause Inner;
    void *P = unseen();
    free(Kept);
    free(P);
    print("paused", M.counters());
  }
  free(Seen = malloc(1));
}
