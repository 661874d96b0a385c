// Intent: programs started by vfork, posix_spawn, system and popen, plain or
// instrumented, behave as without us and have profiles of their own; the
// parent's stays right.
//
// RUN: rm -rf %t && mkdir -p %t/profiles
// RUN: %plain-c -O1 %s -o %t/plain
// RUN: %instrument-c -O1 %s -o %t/p
// The children of both builds are instrumented ones.
// RUN: %same %t/plain %t/p %t/profiles/%%e.%%p.allocs %t/p /bin/true
// RUN: ls %t/profiles | wc -l | %FileCheck %s
// CHECK: {{^}}9{{$}}
// RUN: %expect %s %t/profiles/*
//
// One name for all: the parent's file stays the parent's; children that run
// one after another may replace one another's.
// RUN: env ALLOCSITES_FILE=%t/one %t/p %t/p /bin/true
// RUN: %allocsites top --json -lines -focus=parent %t/one | %FileCheck %s --check-prefix=ONE
// ONE: "alloc_objects":4
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
extern char **environ;
static void *volatile Sink;
__attribute__((noinline)) static void child(void) {
  for (int I = 0; I < 10; ++I)
    Sink = malloc(8); // allocs: 80
}
__attribute__((noinline)) static void parent(void) {
  Sink = malloc(16); // allocs: 4
}
static void wait4it(pid_t Pid) {
  int Status = 0;
  waitpid(Pid, &Status, 0);
  fprintf(stderr, "status %d\n", Status);
}
static void start(char *Program) {
  char *Arguments[] = {Program, NULL};
  pid_t Pid = vfork();
  if (Pid == 0) {
    execv(Program, Arguments);
    _exit(1);
  }
  wait4it(Pid);
  if (posix_spawn(&Pid, Program, NULL, NULL, Arguments, environ))
    exit(1);
  wait4it(Pid);
  fprintf(stderr, "system %d\n", system(Program));
  FILE *Pipe = popen(Program, "r"); // allocs: 4
  fprintf(stderr, "pclose %d\n", pclose(Pipe));
}
int main(int Argc, char **Argv) {
  if (Argc == 1) {
    child();
    return 3;
  }
  for (char **Program = Argv + 1; *Program; ++Program) {
    parent();
    start(*Program);
    parent();
  }
  return 0;
}
