// Intent: with few descriptors allowed, the program still gets all of them, and
// the numbers that it expects.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-c -O0 %s -o %t/plain
// RUN: %instrument-c -O0 %s -o %t/p
// RUN: (ulimit -n 24; %same %t/plain %t/p %t/p.allocs)
// RUN: %expect %s %t/p.allocs
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
static void *volatile Sink;
static void descend(int Depth) {
  Sink = malloc(8); // allocs: 5001
  if (Depth)
    descend(Depth - 1);
}
int main(void) {
  int Last = -1, First = open("/dev/null", O_RDONLY), D, Count = 1;
  while ((D = open("/dev/null", O_RDONLY)) >= 0) {
    Last = D;
    ++Count;
  }
  fprintf(stderr, "%d to %d: %d\n", First, Last, Count);
  descend(5000);
  return 0;
}
