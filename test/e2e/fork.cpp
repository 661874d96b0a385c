// Intent: a forked child has a profile of its own, the parent's stays right.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O1 %s -o %t/p
// RUN: cd %t && env ALLOCSITES_FILE=%t/%%e.%%p.allocs %t/p
// RUN: ls %t/p.*.allocs | wc -l | %FileCheck %s --check-prefix=FILES
// FILES: 2
// RUN: %expect %s %t/p.*.allocs
// RUN: %allocsites top --json %t/p.*.allocs -focus='^child' | %FileCheck %s
// CHECK: "rows"
// CHECK: "inuse_objects":4
//
// A name without %%p is the parent's; the child's gets its pid.
// RUN: cd %t && env ALLOCSITES_FILE=%t/fixed %t/p
// RUN: ls %t/fixed %t/fixed.* | wc -l | %FileCheck %s --check-prefix=FILES
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
