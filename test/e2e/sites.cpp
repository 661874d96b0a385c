// Intent: sites are read from the binary and met by the profile: what allocates
// and what only calls, what was reached and what was not; what the optimiser
// removed is told at -O2, and at -O0 nothing is.
//
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: for o in 0 2; do %instrument-cxx -O$o %s -o %t/p$o && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o || exit 1; done
// RUN: %allocsites sites %t/p0 | %FileCheck %s --check-prefixes=CHECK,LIST
// RUN: %allocsites sites %t/p0 %t/p0.allocs | %FileCheck %s --check-prefixes=CHECK,MET
// RUN: %allocsites sites --unreached %t/p2 %t/p2.allocs | %FileCheck %s --check-prefixes=UNREACHED
// RUN: %allocsites sites %t/p0 %t/p0.allocs > %t/named && %allocsites sites %t/p0.allocs > %t/found && diff %t/named %t/found
// RUN: %allocsites sites --elided %t/p0 | %FileCheck %s --check-prefixes=NONE
// RUN: %allocsites sites --elided %t/p2 | %FileCheck %s --check-prefixes=ELIDED
// RUN: %allocsites sites -functions %t/p2 %t/p2.allocs | %FileCheck %s --check-prefixes=FUNCTIONS
//
// Moved, stripped of symbols and section notes:
// RUN: mkdir -p %t/moved && %llvm_bin/llvm-strip %t/p2 -o %t/moved/p2
// RUN: %allocsites sites --unreached %t/moved/p2 %t/p2.allocs | sed 's,/moved/,/,' > %t/1
// RUN: %allocsites sites --unreached %t/p2 %t/p2.allocs | grep -v ^Elided > %t/2 && grep -v ^Elided %t/1 | diff - %t/2
//
// Loaded sections do not grow, and the code is the same:
// RUN: env ALLOCSITES_PLUGIN_OPTIONS=elided=0 %instrument-cxx -O2 %s -o %t/p2.plain
// RUN: %llvm_bin/llvm-size -A %t/p2 | grep -v -e allocsites_elided -e Total -e p2 -e debug_ > %t/1
// RUN: %llvm_bin/llvm-size -A %t/p2.plain | grep -v -e Total -e p2 -e debug_ > %t/2 && diff %t/1 %t/2
// RUN: for p in p2 p2.plain; do %llvm_bin/llvm-objcopy -O binary --only-section=.text %t/$p %t/$p.text || exit 1; done; cmp %t/p2.text %t/p2.plain.text
// RUN: %llvm_bin/llvm-readelf -SW %t/p2 | grep -c 'allocsites_elided *PROGBITS *0000000000000000'
#include <cstdlib>
#include <memory>
void *volatile Sink;
static volatile int Zero = 0;

__attribute__((noinline)) void reached() {
  Sink = new int(1);
}
__attribute__((noinline)) void unreached() {
  Sink = malloc(8);
}
__attribute__((noinline)) int elided(int N) {
  int *P = new int(N);
  int R = *P;
  delete P; Sink = nullptr; // not to be pure
  auto Q = std::make_unique<long>(R);
  return int(*Q);
}
int main() {
  reached();
  if (Zero)
    unreached();
  return elided(Zero);
}
// CHECK: Binary: {{.*}}p0
// MET: Profile: {{.*}}p0.allocs
// LIST: Sites: 3 allocations, 5 calls that may allocate
// MET-NEXT: Reached: 2 of 3 allocations (66.67%), 3 of 5 calls that may allocate (60.00%)
// CHECK-NEXT: Elided by the optimiser: none known
// CHECK: allocations:
// LIST-NEXT: reached() {{.*}}sites.cpp:[[#@LINE-24]]:10  [new int]
// LIST-NEXT: unreached() {{.*}}sites.cpp:[[#@LINE-22]]:10  [malloc]
// LIST-NEXT: elided(int) {{.*}}sites.cpp:[[#@LINE-20]]:12  [new int]
// MET-NEXT: reached    objects      space
// MET-NEXT: yes          1         4B  reached() {{.*}}sites.cpp:[[#@LINE-28]]:10  [new int]
// MET-NEXT: no          -          -  unreached() {{.*}}sites.cpp:[[#@LINE-26]]:10  [malloc]
// CHECK: calls that may allocate:
// CHECK: main {{.*}}sites.cpp:[[#@LINE-18]]:3  [calls reached()]
//
// UNREACHED: Reached: 1 of 2 allocations (50.00%), 1 of 2 calls
// UNREACHED: Elided by the optimiser: 2 allocations (--elided lists them)
// UNREACHED: Never reached: allocations:
// UNREACHED-NEXT: {{^}}unreached() {{.*}}  [malloc]
// UNREACHED: Never reached: calls that may allocate:
// UNREACHED-NEXT: {{^}}main {{.*}}  [calls unreached()]
// UNREACHED-NOT: {{.}}
//
// NONE: Elided by the optimiser: none known
//
// ELIDED: elided allocations:
// ELIDED-NEXT: {{^}}elided(int) {{.*}}sites.cpp:[[#@LINE-38]]:12  [new int]
// ELIDED-NEXT: {{^}}elided(int) {{.*}}sites.cpp:[[#@LINE-36]]:12  [new long in {{.*}}make_unique<long{{.*}}]
// ELIDED-NOT: {{.}}
//
// FUNCTIONS: allocations       %       calls       %
// FUNCTIONS-NEXT: 1 of 1    100%           -       -  reached()
// FUNCTIONS-NEXT: 0 of 1      0%           -       -  unreached()
// FUNCTIONS-NEXT: -       -      1 of 2  50.00%  main
