// Intent: -gline-tables-only tells lines and inline chains, too; linkage names of
// inlined functions only with -fdebug-info-for-profiling. -ffile-prefix-map
// holds.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -I%include_dir -c %S/Inputs/fake_runtime.cpp -o %t/rt.o
// RUN: %clangxx -O2 -gline-tables-only -fpass-plugin=%plugin %s %t/rt.o -o %t/a
// RUN: env TRACE=1 %t/a 2>&1 | %FileCheck --check-prefixes=CHECK,PLAIN %s
// RUN: %clangxx -O2 -gline-tables-only -fdebug-info-for-profiling -ffile-prefix-map=%S=/mapped -fpass-plugin=%plugin %s %t/rt.o -o %t/b
// RUN: env TRACE=1 %t/b 2>&1 | %FileCheck --check-prefixes=CHECK,FULL %s
// RUN: grep -q /mapped/line-tables.cpp %t/b
void *volatile Sink;
namespace ns {
inline void inlined(int n) { Sink = new char[n]; }
} // namespace ns
__attribute__((noinline)) void f(int n) {
  // PLAIN: new 7: _Znam in inlined line-tables.cpp:14:{{[0-9]+}} in _Z1fi line-tables.cpp:[[@LINE+2]]:3
  // FULL: new 7: _Znam in _ZN2ns7inlinedEi line-tables.cpp:14:{{[0-9]+}} in _Z1fi line-tables.cpp:[[@LINE+1]]:3
  ns::inlined(n);
}
// CHECK: <- _Z1fi in main line-tables.cpp:[[@LINE+1]]:14
int main() { f(7); }
