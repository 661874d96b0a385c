// Intent: with contracts=abort the program ends at the first broken promise, like
// abort(), after the allocation is in the profile; a handler of that signal runs.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O2 %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/a.allocs ALLOCSITES_OPTIONS=contracts=abort %not --crash %t/p > %t/out 2> %t/err
// RUN: %FileCheck %s < %t/err
// RUN: test "$(cat %t/out)" = before
// RUN: test $(grep -c 'contract broken' %t/err) = 1
// RUN: env ALLOCSITES_FILE=%t/r.allocs %t/p 2> %t/err | %FileCheck %s --check-prefix=REPORT
// RUN: test $(grep -c 'contract broken' %t/err) = 2
// RUN: env ALLOCSITES_FILE=%t/h.allocs ALLOCSITES_OPTIONS=contracts=abort %t/p handle > %t/out 2> %t/err
// RUN: test "$(cat %t/out)" = handled
// RUN: %not %allocsites contracts %t/a.allocs | %FileCheck %s --check-prefix=COUNTS
// CHECK: contract broken: first must not allocate, and allocates 24 bytes:
// REPORT: before
// REPORT-NEXT: between
// REPORT-NEXT: after
// COUNTS: 1 24B first() {{.*}}abort.cpp:
// COUNTS: 1 24B (total)
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>
static void *volatile Sink;
static void take(size_t Bytes) {
  Sink = malloc(Bytes);
  free(Sink);
}
[[clang::annotate("allocsites::none")]] static void first() {
  take(24);
}
[[clang::annotate("allocsites::none")]] static void second() {
  take(25);
}
static void say(const char *Word) {
  printf("%s\n", Word);
  fflush(stdout);
}
int main(int Count, char **) {
  if (Count > 1)
    signal(SIGABRT, [](int) {
      take(99);
      ssize_t Written = write(1, "handled\n", 8);
      _exit(Written != 8);
    });
  else
    say("before");
  first();
  say("between");
  second();
  say("after");
}
