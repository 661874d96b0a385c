// Intent: a limit on data (RLIMIT_DATA, or a system that does not overcommit)
// leaves room for the program and for its profile.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-c -O1 %s -o %t/plain
// RUN: %instrument-c -O1 %s -o %t/p
// RUN: (ulimit -d 1000000; %same %t/plain %t/p %t/p.allocs)
// RUN: %expect %s %t/p.allocs
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
  for (int I = 0; I < 20; ++I) {
    char *volatile P = malloc(1 << 20); // allocs: 20
    if (!P)
      return 1;
    memset(P, 1, 1 << 20);
  }
  fputs("fine\n", stderr);
  return 0;
}
