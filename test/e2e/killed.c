// Intent: a process killed without warning has lost nothing.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-c -O2 %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p || true
// RUN: %python %S/Inputs/expect.py %allocsites %s %t/p.allocs
#include <signal.h>
#include <stdlib.h>
int main(void) {
  for (volatile int I = 0; I < 1234; ++I)
    free((void *)(volatile char *)malloc(100 + (size_t)I)), raise(0); // allocs: 1234
  raise(SIGKILL);
}
