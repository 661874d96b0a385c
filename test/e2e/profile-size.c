// Intent: the profile grows with distinct contexts, not with allocations.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-c -O2 %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/few.allocs %t/p 100
// RUN: env ALLOCSITES_FILE=%t/many.allocs %t/p 3000000
// RUN: test $(stat -c %%s %t/few.allocs) = $(stat -c %%s %t/many.allocs)
// RUN: %allocsites top --json %t/many.allocs | grep -q '"alloc_objects": 3000000'
#include <stdlib.h>
int main(int argc, char **argv) {
  for (long I = argc > 1 ? atol(argv[1]) : 0; I; --I) {
    void *volatile P = malloc(16);
    free(P);
  }
}
