// Intent: in a directory that cannot be written, one line says so and the
// program does as without us.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-c -O1 %s -o %t/plain
// RUN: %instrument-c -O1 %s -o %t/p
// RUN: %same --says 'cannot create the profile, this run is not recorded .set ALLOCSITES_FILE to a path that can be written.: /proc/p.allocs: ' %t/plain %t/p /proc/p.allocs
#include <stdio.h>
#include <stdlib.h>
int main(void) {
  void *volatile P = malloc(10);
  free(P);
  puts("fine");
  return 7;
}
