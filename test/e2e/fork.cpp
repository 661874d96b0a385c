// Intent: a forked child has a profile of its own, the parent's stays right.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -O$o %s -o %t/p$o && \
// RUN:   env ALLOCSITES_FILE=%t/%%e.%%p.allocs %t/p$o && \
// RUN:   test $(ls %t/p$o.*.allocs | wc -l) = 2 && \
// RUN:   %expect %s %t/p$o.*.allocs && \
// RUN:   %allocsites top --json %t/p$o.*.allocs -focus='^child' > %t/json && \
// RUN:   %FileCheck %s < %t/json || exit 1; done
// CHECK: "rows"
// CHECK: "inuse_objects":4
//
// A name without %%p is the parent's; the child's gets its pid.
// RUN: cd %t && env ALLOCSITES_FILE=%t/fixed %t/p2
// RUN: test $(ls %t/fixed %t/fixed.* | wc -l) = 2
// RUN: %expect %s %t/fixed %t/fixed.*
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>
static void *volatile Sink;
__attribute__((noinline)) static void child(void *Inherited) {
  free(Inherited);
  for (int I = 0; I < 4; ++I)
    Sink = malloc(8); // allocs: 4
}
int main() {
  void *P = malloc(100); // allocs: 1
  Sink = P;
  pid_t Exec = fork();
  if (Exec == 0) {
    // Runs another program at once: no profile.
    execl("/bin/true", "true", nullptr);
    _exit(1);
  }
  pid_t Child = fork();
  if (Child == 0) {
    child(P);
    _exit(0);
  }
  int Status = 1;
  waitpid(Exec, &Status, 0);
  if (Status)
    return 1;
  waitpid(Child, &Status, 0);
  for (int I = 0; I < 6; ++I)
    free((void *)(Sink = malloc(9))); // allocs: 6
  return Status;
}
