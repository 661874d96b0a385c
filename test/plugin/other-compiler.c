// Intent: with a compiler of an LLVM that there is no implementation for, the
// plugin says so in one line and the compile goes on without it.
//
// RUN: rm -rf %t && mkdir %t && cp %plugin %t/AllocSites.so
// RUN: %clang -O1 -fpass-plugin=%t/AllocSites.so -c %s -o %t/with.o 2> %t/err
// RUN: %clang -O1 -c %s -o %t/without.o
// RUN: cmp %t/with.o %t/without.o
// RUN: %FileCheck -DVERSION=%llvm_version %s < %t/err
// RUN: %FileCheck --check-prefix=LINES --input-file=%t/err %s
#include <stdlib.h>
void *f(void) { return malloc(1); }
// CHECK: allocsites: warning: nothing is instrumented: {{.*}} has implementations for LLVM {{.*}}[[VERSION]]{{.*}}; compile with clang of one of these, or rebuild
// LINES-COUNT-1: {{.+}}
// LINES-NOT: {{.+}}
