// Intent: without debug info a profile still works by function, and the compiler
// says once which flag is missing.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -fpass-plugin=%plugin %s -o %t/p -L%runtime_dir -lallocsites_rt -Wl,-rpath,%runtime_dir 2> %t/err
// RUN: %FileCheck %s --check-prefix=WARN < %t/err
// WARN: allocsites: warning: {{.*}}compile with -g
// WARN-NOT: warning
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p && %allocsites top %t/p.allocs -sample_index=alloc_objects | %FileCheck %s
// CHECK: 5 {{.*}}makeFive
#include <cstdlib>
static void *volatile Sink;
__attribute__((noinline)) void makeFive() {
  for (int I = 0; I < 5; ++I)
    Sink = malloc(8);
}
int main() { makeFive(); }
