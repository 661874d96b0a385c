// Intent: what runs before main and after it is instrumented like all else.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -I%include_dir -c %S/../Inputs/fake_runtime.cpp -o %t/rt.o
// RUN: for o in 0 1 2 3; do \
// RUN:   %clangxx -std=c++20 -g -O$o -fpass-plugin=%plugin %s %t/rt.o -o %t/a && \
// RUN:   env TRACE=1 %t/a 2> %t/trace.$o && %FileCheck %s < %t/trace.$o || exit 1; \
// RUN: done
#define KEEP __attribute__((noinline))
void *volatile Sink;
KEEP int *make(int n) { return new int(n); }
struct Global {
  int *P = make(1);
  ~Global() {
    delete P;
    Sink = new double;
  }
};
// CHECK: new 4: _Znwm <int> in _Z4makei static-init.cpp:11:{{[0-9]+}} <- _Z4makei in _ZN6GlobalC2Ev static-init.cpp:13:12{{.*}} __cxx_global_var_init static-init.cpp:[[@LINE+1]]:8
Global G;
int main() {
  static Global Local;
  // CHECK: new 4: _Znwm <int> in _Z4makei {{.*}} main static-init.cpp:[[@LINE-1]]:17
  return 0;
}
// CHECK-COUNT-2: new 8: _Znwm <double> in _ZN6GlobalD2Ev static-init.cpp:16:
// CHECK: end
