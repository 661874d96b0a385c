// Intent: linked with -static by hand, without what that needs: the linker or
// the program itself says what.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for mode in -static -static-pie; do \
// RUN:   %clang -g -O1 -fpass-plugin=%plugin %s %runtime_dir/liballocsites_rt.a $mode -o %t/p && \
// RUN:   %not %t/p 2>&1 | %FileCheck %s || exit 1; \
// RUN:   for linker in bfd lld; do \
// RUN:     %not %clang -fuse-ld=$linker -g -O1 -fpass-plugin=%plugin %s %runtime_dir/liballocsites_rt_static.a $mode -o %t/p 2>&1 | \
// RUN:     %FileCheck %s --check-prefix=FLAGS || exit 1; \
// RUN:   done; \
// RUN: done
// CHECK-NOT: main
// CHECK: allocsites: {{.*}}-static needs liballocsites_rt_static.a {{.*}}static.rsp{{.*}}allocsites-clang++
// CHECK-NOT: main
// FLAGS: allocsites_needs_the_linker_flags_in_static_rsp
#include <stdio.h>
#include <stdlib.h>
int main(void) {
  void *volatile P = malloc(10);
  free(P);
  puts("main");
}
