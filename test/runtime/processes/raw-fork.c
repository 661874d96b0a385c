// Intent: a child made by _Fork, without fork's handlers, has a profile of its
// own as well.
//
// RUN: rm -rf %t && mkdir -p %t/profiles
// RUN: %instrument-c -O1 %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/profiles/%%p %t/p
// RUN: ls %t/profiles | wc -l | %FileCheck %s
// CHECK: {{^}}2{{$}}
// RUN: %expect %s %t/profiles/*
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
static void *volatile Sink;
__attribute__((noinline)) static void count(int Times) {
  for (int I = 0; I < Times; ++I)
    Sink = malloc(8); // allocs: 2000
}
int main(void) {
  count(500);
  pid_t Pid = _Fork();
  if (Pid == 0) {
    count(500);
    _exit(7);
  }
  count(1000);
  int Status = 0;
  waitpid(Pid, &Status, 0);
  return Status != 7 << 8;
}
