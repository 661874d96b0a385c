// Intent: the C family is counted exactly, realloc as a new block and a free of
// the old one, and a C program acquires no C++ library.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 1 2 3; do %instrument-c -O$o %s -o %t/p$o && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %expect %s %t/p$o.allocs || exit 1; done
// RUN: ldd %t/p2 | %not grep -E 'libstdc|libc\+\+'
// RUN: %allocsites top -lines --json %t/p2.allocs | %FileCheck %s
// CHECK: "totals"
// CHECK-DAG: "alloc_objects":14
// CHECK-DAG: "alloc_space":1486
// CHECK-DAG: "inuse_objects":1
// CHECK-DAG: "inuse_space":7
#define _GNU_SOURCE
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#define NOINLINE __attribute__((noinline))
static void keep(void *P) { __asm__ volatile("" : : "r"(P) : "memory"); }
NOINLINE static void *get(void *(*F)(size_t), size_t N) {
  return F(N); // allocs: 1@10
}
int main(void) {
  void *P = malloc(10); // allocs: 1@13
  keep(P);
  P = realloc(P, 100);         // allocs: 1@7
  P = reallocarray(P, 10, 20); // allocs: 1@7
  keep(P);
  free(P);
  P = calloc(3, 9); // allocs: 1@7
  keep(P);
  free(P);
  P = aligned_alloc(64, 128); // allocs: 1@7
  keep(P);
  free(P);
  P = memalign(64, 130); // allocs: 1@7
  keep(P);
  free(P);
  if (posix_memalign(&P, 64, 65)) // allocs: 1@7
    return 1;
  keep(P);
  free(P);
  P = valloc(11); // allocs: 1
  keep(P);
  free(P);
  P = strdup("eleven b."); // allocs: 1@7
  keep(P);
  free(P);
  P = get(malloc, 96);
  keep(P);
  free(P);
  for (volatile int I = 0; I < 3; ++I) {
    P = malloc(234); // allocs: 3@9
    keep(P);
    P = realloc(P, 0);
  }
  P = malloc(-1ul / 2);
  keep(P);
  if (P)
    return 1;
  P = malloc(7); // allocs: 1
  keep(P);
  return 0;
}
