// Intent: functions of C, of libraries without the plugin and without debug information
// promise by option; a path through a function pointer and a child of fork are seen.
//
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: %plain-c -DLIBRARY -O2 -shared -fPIC %s -o libplain.so
// RUN: for flags in '-O0' '-O2' '-O2 -g0'; do \
// RUN:   env ALLOCSITES_PLUGIN_OPTIONS='no-alloc=tick,third_*:may-alloc=note:warnings=0' %instrument-c $flags %s -o p -L. -lplain -Wl,-rpath,%t && \
// RUN:   env ALLOCSITES_FILE=%t/p.allocs ./p 2> err || exit 1; \
// RUN:   test $(grep -c 'contract broken' err) = 3 || exit 1; \
// RUN:   %FileCheck %s < err || exit 1; rm -f p.*allocs*; done
// CHECK: contract broken: third_party must not allocate, and allocates 40 bytes:
// CHECK-NEXT: #0 third_party
// CHECK-NEXT: called by main
// CHECK: contract broken: tick must not allocate, and allocates 8 bytes:
// CHECK-NEXT: #0 malloc
// CHECK-NEXT: #1 tick
// CHECK-NEXT: called by main
// CHECK: contract broken: tick must not allocate, and allocates 9 bytes:
// CHECK-NEXT: #0 malloc
// CHECK-NEXT: #1 helper
// CHECK-NEXT: #2 tick
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
void third_party(void);
static void *volatile Sink;
#ifdef LIBRARY
void third_party(void) { free(Sink = malloc(40)); }
#else
static void note(void) { free(Sink = malloc(10)); }
static void helper(void) { free(Sink = malloc(9)); }
static void (*volatile Pointer)(void) = helper;
static void tick(int Mine) {
  if (!Mine)
    Pointer();
  else
    free(Sink = malloc(8));
  note();
}
int main(void) {
  third_party();
  for (int I = 0; I < 3; ++I)
    tick(1);
  pid_t Child = fork();
  if (!Child) {
    tick(0);
    _exit(0);
  }
  int Status;
  waitpid(Child, &Status, 0);
  third_party();
  return Status;
}
#endif
