// Intent: exceptions that pass frames with records, with and without landing
// pads of their own, leave no dead record behind and later contexts are right.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -I%include_dir -c %S/../Inputs/fake_runtime.cpp -o %t/rt.o
// RUN: for o in 0 1 2 3; do \
// RUN:   %clangxx -std=c++20 -g -O$o -fpass-plugin=%plugin %s %t/rt.o -o %t/a && \
// RUN:   env TRACE=1 %t/a 2> %t/trace.$o && %FileCheck %s < %t/trace.$o || exit 1; \
// RUN: done
#include <cstdio>
#include <stdexcept>
#include <string>

#define KEEP __attribute__((noinline))
void *volatile Sink;

KEEP void mayThrow(int n) {
  if (n % 3 == 0)
    throw std::runtime_error("a message that is too long for a small string");
  Sink = new char[n];
}
// No landing pad of its own.
KEEP void between(int n) {
  mayThrow(n);
  mayThrow(n + 1);
}
struct Guard {
  ~Guard() { Sink = new long; }
};
KEEP void withCleanup(int n) {
  Guard g;
  between(n);
}
KEEP int catches(int n) {
  try {
    withCleanup(n);
  } catch (const std::exception &) {
    Sink = new int;
    return 1;
  }
  return 0;
}
KEEP void rethrows(int n) {
  try {
    between(n);
  } catch (...) {
    Sink = new short;
    throw;
  }
}
KEEP void nothing() noexcept {
  try {
    rethrows(3);
  } catch (...) {
  }
  Sink = new float;
}

// The guard's allocation while the exception passes: made by withCleanup, which
// was called in the try block.
// CHECK: new 8: _Znwm <long> in _ZN5GuardD2Ev exceptions.cpp:28:21
// CHECK-SAME: in _Z11withCleanupi exceptions.cpp:33:1 <- _Z11withCleanupi in _Z7catchesi exceptions.cpp:36:5 <- _Z7catchesi in main
// CHECK: new 4: _Znwm <int> in _Z7catchesi exceptions.cpp:38:12 <- _Z7catchesi in main
// CHECK: new 2: _Znwm <short> in _Z8rethrowsi exceptions.cpp:47:12 <- _Z8rethrowsi in _Z7nothingv exceptions.cpp:53:5 <- _Z7nothingv in main
// CHECK-NEXT: new 4: _Znwm <float> in _Z7nothingv exceptions.cpp:56:10 <- _Z7nothingv in main
int main() {
  int caught = 0;
  for (int i = 1; i < 10; ++i)
    caught += catches(i);
  nothing();
  // CHECK: new 1: _Znwm <char> in main exceptions.cpp:[[@LINE+1]]:10{{$}}
  Sink = new char;
  printf("%d\n", caught);
}
// CHECK: end
