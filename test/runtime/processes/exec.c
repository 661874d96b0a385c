// Intent: a process that executes other programs leaves a profile of each
// instrumented one; a later image never takes the file of an earlier one.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-c -O1 %s -o %t/p
// RUN: cp %t/p %t/other
// RUN: cd %t && %t/p %t/p %t/p %t/other /bin/true %t/p
// RUN: ls %t | %FileCheck %s --check-prefix=DEFAULT
// DEFAULT: {{^other$}}
// DEFAULT-NEXT: {{^other\.[0-9]+\.allocs$}}
// DEFAULT-NEXT: {{^p$}}
// DEFAULT-NEXT: {{^p\.[0-9]+\.allocs$}}
// DEFAULT-NEXT: {{^p\.[0-9]+\.allocs\.2$}}
// DEFAULT-NEXT: {{^p\.[0-9]+\.allocs\.3$}}
// DEFAULT-NOT: {{.}}
// RUN: %expect %s $(ls %t/*.allocs*) --only four
//
// A fixed name.
// RUN: env ALLOCSITES_FILE=%t/x.allocs %t/p %t/p %t/other
// RUN: %expect %s %t/x.allocs %t/x.allocs.2 %t/x.allocs.3 --only three
// RUN: test ! -e %t/x.allocs.4
//
// Another run may have the names again.
// RUN: env ALLOCSITES_FILE=%t/x.allocs %t/p
// RUN: %expect %s %t/x.allocs --only one
#include <stdlib.h>
#include <unistd.h>
static void *volatile Sink;
int main(int Argc, char **Argv) {
  (void)Argc;
  for (int I = 0; I < 7; ++I)
    Sink = malloc(8); // allocs one: 7 // allocs three: 21 // allocs four: 28
  if (Argv[1]) {
    execv(Argv[1], Argv + 1);
    return 1;
  }
  return 0;
}
