// Intent: a process killed without warning has lost nothing.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-c -O2 %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p || true
// RUN: %expect %s %t/p.allocs
#include <signal.h>
#include <stdlib.h>
static void *volatile Sink;
int main(void) {
  for (int I = 0; I < 1234; ++I)
    Sink = malloc(100); // allocs: 1234
  raise(SIGKILL);
}
