// Intent: under RLIMIT_AS a program gets the memory that it needs, counted;
// where there is no room for us one line says so and the program goes on.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-c -O1 %s -o %t/plain
// RUN: %instrument-c -O1 %s -o %t/p
// RUN: (ulimit -v 2000000; %same %t/plain %t/p %t/p.allocs)
// RUN: %expect %s %t/p.allocs
// RUN: bash -c 'ulimit -v 60000; ulimit -c 0; exec env ALLOCSITES_FILE=%t/small.allocs %t/p' > %t/out 2>&1
// RUN: %FileCheck %s < %t/out
// CHECK: allocsites: {{.*}}not enough address space
// CHECK-NOT: allocsites:
// CHECK: 20
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
  int Got = 0;
  for (int I = 0; I < 20; ++I) {
    char *volatile P = malloc(1 << 20); // allocs: 20
    Got += P != NULL;
    if (P)
      memset(P, 1, 1 << 20);
  }
  fprintf(stderr, "%d\n", Got);
  return Got != 20;
}
