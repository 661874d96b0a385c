// Intent: a program linked with -static, where nothing can be interposed, ends
// at once and says why, and what to do.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for mode in -static -static-pie; do \
// RUN:   %clang -g -O1 -fpass-plugin=%plugin %s %runtime_dir/liballocsites_rt.a $mode -o %t/p && \
// RUN:   %not %t/p 2>&1 | %FileCheck %s || exit 1; \
// RUN: done
// CHECK-NOT: main
// CHECK: allocsites: {{.*}}-static{{.*}}: link it without -static
// CHECK-NOT: main
#include <stdio.h>
#include <stdlib.h>
int main(void) {
  void *volatile P = malloc(10);
  free(P);
  puts("main");
}
