// Intent: without debug info a profile still works by function, and the compiler
// says once which flag is missing.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do \
// RUN:   %clangxx -O$o -fpass-plugin=%plugin %s -o %t/p -L%runtime_dir -lallocsites_rt -Wl,-rpath,%runtime_dir 2> %t/err && \
// RUN:   %FileCheck %s --check-prefix=WARN < %t/err && \
// RUN:   env ALLOCSITES_FILE=%t/$o.allocs %t/p && \
// RUN:   %allocsites top %t/$o.allocs -sample_index=alloc_objects > %t/top && \
// RUN:   %FileCheck %s < %t/top || exit 1; done
// WARN: allocsites: warning: {{.*}}compile with -g
// WARN-NOT: warning
// CHECK: 5 {{.*}}makeFive
#include <cstdlib>
static void *volatile Sink;
__attribute__((noinline)) void makeFive() {
  for (int I = 0; I < 5; ++I)
    Sink = malloc(8);
}
int main() { makeFive(); }
