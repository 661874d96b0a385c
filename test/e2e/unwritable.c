// Intent: a profile that cannot be written costs one line on standard error and
// nothing else; unknown options likewise.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-c -O2 %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/none/p.allocs %t/p 2>&1 | %FileCheck %s --check-prefix=NONE
// NONE: allocsites: cannot create the profile, this run is not recorded (set ALLOCSITES_FILE{{.*}}none/p.allocs: no such directory
// NONE-NEXT: unharmed
// RUN: env ALLOCSITES_FILE=%t ALLOCSITES_OPTIONS=live=1 %t/p 2>&1 | %FileCheck %s --check-prefix=DIR
// DIR: allocsites: cannot create the profile
// DIR-NEXT: unharmed
// RUN: env ALLOCSITES_FILE=%t/p.allocs ALLOCSITES_OPTIONS=lives=1:live=2:verbose=0 %t/p 2>&1 | %FileCheck %s --check-prefix=OPTIONS
// OPTIONS: allocsites: ALLOCSITES_OPTIONS: cannot use 'lives=1'; known keys, each 0 or 1: enabled live sizes lifetimes peak recursion thread_starts thread_names verbose
// OPTIONS-NEXT: allocsites: ALLOCSITES_OPTIONS: cannot use 'live=2'
// OPTIONS-NEXT: unharmed
// RUN: %allocsites run --quiet --options=colour=1 -o %t/q.allocs -- %t/p 2>&1 | %FileCheck %s --check-prefix=WRAPPED
// WRAPPED: allocsites: ALLOCSITES_OPTIONS: cannot use 'colour=1'; known keys
// WRAPPED-NEXT: unharmed
// WRAPPED-NEXT: allocsites: profile: {{.*}}q.allocs
// RUN: rm -f %t/p.allocs && env ALLOCSITES_FILE=%t/p.allocs ALLOCSITES_OPTIONS=enabled=0 %t/p 2>&1 | %FileCheck %s --check-prefix=OFF && test ! -e %t/p.allocs
// OFF-NOT: allocsites
// OFF: unharmed
// RUN: sh -c 'ulimit -f 0; exec env ALLOCSITES_FILE=%t/f.allocs %t/p' 2>&1 | %FileCheck %s --check-prefix=LIMIT
// LIMIT: allocsites: {{.*}}file size limit
// LIMIT: unharmed
#include <stdio.h>
#include <stdlib.h>
int main(void) {
  void *volatile P = malloc(100);
  free(P);
  fprintf(stderr, "unharmed\n");
  return 0;
}
