// Intent: instrumented bitcode links by full and thin LTO, where functions of
// one unit are inlined into another's; contexts stay right.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -I%include_dir -c %S/../Inputs/fake_runtime.cpp -o %t/rt.o
// RUN: for lto in full thin; do \
// RUN:   for part in 1 2 3; do \
// RUN:     %clangxx -std=c++20 -g -O2 -flto=$lto -ffunction-sections -DPART=$part -fpass-plugin=%plugin -c %s -o %t/$part.o || exit 1; done; \
// RUN:   %clangxx -O2 -flto=$lto --ld-path=$(dirname %FileCheck)/ld.lld -Wl,--gc-sections %t/1.o %t/2.o %t/3.o %t/rt.o -o %t/a && \
// RUN:   env TRACE=1 %t/a 2> %t/trace.$lto && %FileCheck %s < %t/trace.$lto || exit 1; done
extern void *volatile Sink;
template <class T> inline void shared(int n) {
  for (int i = 0; i < n; ++i)
    Sink = new T;
}
int other(int n);
void more(int n);
#if PART == 1
void *volatile Sink;
// CHECK: new 4: _Znwm <int> in _Z6sharedIiEvi lto.cpp:14:{{.*}}_Z5otheri lto.cpp:30:{{.*}} main lto.cpp:[[@LINE+2]]:11
int main() {
  int r = other(1);
  // CHECK: new 4: _Znwm <int> in _Z6sharedIiEvi {{.*}} main lto.cpp:[[@LINE+1]]:3
  shared<int>(1);
  more(2);
  return r;
}
#elif PART == 2
int other(int n) {
  shared<int>(n);
  return 0;
}
#else
void more(int n) {
  shared<int>(n);
  shared<long>(n);
}
#endif
// CHECK: end
