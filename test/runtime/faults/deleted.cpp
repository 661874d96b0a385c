// Intent: a profile deleted while the program runs costs one line at the end,
// and nothing else; the profile goes on growing unseen.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-cxx -O0 %s -o %t/plain
// RUN: %instrument-cxx -O0 %s -o %t/p
// RUN: env ALLOCSITES_OPTIONS=recursion=1 %same --says 'deleted while the program ran.*p.allocs' %t/plain %t/p %t/p.allocs %t/p.allocs
// RUN: test ! -e %t/p.allocs
#include <cstdio>
#include <cstdlib>
#include <unistd.h>
static void *volatile Sink;
static void descend(int Depth) {
  Sink = malloc(8);
  if (Depth)
    descend(Depth - 1);
}
int main(int, char **Argv) {
  unlink(Argv[1]);
  descend(20000);
  puts("fine");
}
