// Intent: each thread has a list of records of its own, empty at its start.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -I%include_dir -c %S/../Inputs/fake_runtime.cpp -o %t/rt.o
// RUN: for o in 0 1 2 3; do \
// RUN:   %clangxx -std=c++20 -g -O$o -pthread -fpass-plugin=%plugin %s %t/rt.o -o %t/a && \
// RUN:   env TRACE=1 %t/a 2> %t/trace.$o && %FileCheck %s < %t/trace.$o || exit 1; \
// RUN: done
#include <pthread.h>
#define KEEP __attribute__((noinline))
void *volatile Sink;

KEEP void allocate(int n) { Sink = new char[n]; }
KEEP void deeper(int n) {
  if (n > 0)
    deeper(n - 1);
  allocate(n);
}
void *run(void *) {
  for (int i = 0; i < 100; ++i)
    deeper(5);
  allocate(1000);
  return nullptr;
}
// CHECK: new 1000: _Znam <char> in _Z8allocatei {{.*}} <- _Z8allocatei in _Z3runPv threads.cpp:22:3{{$}}
KEEP void start() {
  pthread_t Threads[4];
  for (pthread_t &T : Threads)
    pthread_create(&T, nullptr, run, nullptr);
  for (pthread_t &T : Threads)
    pthread_join(T, nullptr);
}
int main() {
  start();
  // CHECK: new 2000: _Znam <char> in main
  Sink = new char[2000];
}
// CHECK: end
