// Intent: a daemon that closes every descriptor and uses the numbers again
// keeps its files, and its profile keeps growing.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-c -O0 %s -o %t/plain
// RUN: %instrument-c -O0 %s -o %t/p
// RUN: cd %t && env ALLOCSITES_OPTIONS=recursion=1 %same %t/plain %t/p %t/p.allocs %t
// RUN: %expect %s %t/p.allocs
//
// What we have to say does not go into the daemon's files.
// RUN: cd %t && env ALLOCSITES_OPTIONS=recursion=1 %same %t/plain %t/p %t/gone.allocs %t %t/gone.allocs
// RUN: %not grep -l allocsites -r %t --include=file-*
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
static void *volatile Sink;
static void descend(int Depth) {
  Sink = malloc(8); // allocs: 5001
  if (Depth)
    descend(Depth - 1);
}
int main(int Argc, char **Argv) {
  char Name[4096];
  for (int D = 0; D < 1100; ++D)
    close(D);
  if (Argc > 2)
    unlink(Argv[2]);
  for (int D = 0; D < 1000; ++D) {
    snprintf(Name, sizeof Name, "%s/file-%d", Argv[1], D);
    if (open(Name, O_RDWR | O_CREAT | O_TRUNC, 0600) != D)
      return 1;
  }
  descend(5000);
  for (int D = 0; D < 1000; ++D) {
    struct stat Info;
    if (fstat(D, &Info) || Info.st_size != 0)
      return 2;
  }
  return 0;
}
