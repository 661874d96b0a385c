// Intent: a process killed without warning has lost nothing.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-c -O$o %s -o %t/p || exit 1; \
// RUN:   env ALLOCSITES_FILE=%t/$o.allocs %t/p; test $? = 137 && \
// RUN:   %expect %s %t/$o.allocs || exit 1; done
#include <signal.h>
#include <stdlib.h>
static void *volatile Sink;
int main(void) {
  for (int I = 0; I < 1234; ++I)
    Sink = malloc(100); // allocs: 1234
  raise(SIGKILL);
}
