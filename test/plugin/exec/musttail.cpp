// Intent: a musttail call runs with the record of its caller's caller, and no
// record of the frame that it replaced is left.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -I%include_dir -c %S/../Inputs/fake_runtime.cpp -o %t/rt.o
// RUN: for o in 0 1 2 3; do \
// RUN:   %clangxx -std=c++20 -g -O$o -fpass-plugin=%plugin %s %t/rt.o -o %t/a && \
// RUN:   env TRACE=1 %t/a 2> %t/trace.$o && %FileCheck %s < %t/trace.$o || exit 1; \
// RUN: done
#define KEEP __attribute__((noinline))
void *volatile Sink;

KEEP void allocate(int n) { Sink = new char[n]; }

KEEP int odd(int n);
KEEP int even(int n) {
  allocate(n);
  if (n == 0)
    return 1;
  [[clang::musttail]] return odd(n - 1);
}
KEEP int odd(int n) {
  allocate(n);
  if (n == 0)
    return 0;
  [[clang::musttail]] return even(n - 1);
}

// CHECK: new 3: _Znam <char> in _Z8allocatei {{.*}} <- _Z8allocatei in _Z4eveni {{.*}} <- _Z4eveni in main musttail.cpp:[[#MAIN:]]:{{[0-9]+$}}
// CHECK-NEXT: new 2: _Znam <char> in _Z8allocatei {{.*}} <- _Z8allocatei in _Z3oddi {{.*}} <- _Z4eveni in main musttail.cpp:[[#MAIN]]:{{[0-9]+$}}
// CHECK-NEXT: new 1: _Znam <char> in _Z8allocatei {{.*}} <- _Z8allocatei in _Z4eveni {{.*}} <- _Z4eveni in main musttail.cpp:[[#MAIN]]:{{[0-9]+$}}
int main() {
  int r = even(3);
  // CHECK: new 1000: _Znam <char> in main
  Sink = new char[1000];
  return r;
}
// CHECK: end
