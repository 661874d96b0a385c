// Intent: instrumented code works in a static program.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -I%include_dir -c %S/../Inputs/fake_runtime.cpp -o %t/rt.o
// RUN: %clangxx -std=c++20 -g -O1 -static -Wl,--allow-multiple-definition -fpass-plugin=%plugin %s %t/rt.o -o %t/a
// RUN: env TRACE=1 %t/a 2>&1 | %FileCheck %s
void *volatile Sink;
__attribute__((noinline)) void f() { Sink = new char[1]; }
// CHECK: new 1: _Znam <char> in _Z1fv static.cpp:[[@LINE-1]]:{{[0-9]+}} <- _Z1fv in main static.cpp:[[@LINE+1]]:14
int main() { f(); }
// CHECK: end
