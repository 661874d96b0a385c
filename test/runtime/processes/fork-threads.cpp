// Intent: threads of a forked child that allocate at once, before the child has
// a profile, count in the child's alone.
//
// RUN: rm -rf %t && mkdir -p %t/profiles
// RUN: %instrument-cxx -O1 -pthread %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/profiles/%%p %t/p
// RUN: ls %t/profiles | wc -l | %FileCheck %s
// CHECK: {{^}}21{{$}}
// RUN: %allocsites top --json -functions %t/profiles/* -focus=inThread | %FileCheck %s --check-prefix=CHILD
// CHILD: "function":"inThread(void*)"{{.*}}"flat":{"alloc_objects":8000,
#include <cstdlib>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>
static void *volatile Sink;
static volatile int Go;
__attribute__((noinline)) static void *inThread(void *) {
  while (!Go)
    ;
  for (int I = 0; I < 100; ++I)
    Sink = malloc(8);
  return nullptr;
}
int main() {
  Sink = malloc(1);
  for (int Round = 0; Round < 20; ++Round) {
    pid_t Pid = fork();
    if (Pid == 0) {
      pthread_t Threads[4];
      // The C library takes their stacks and thread-locals without malloc.
      for (pthread_t &T : Threads)
        if (pthread_create(&T, nullptr, inThread, nullptr))
          _exit(1);
      Go = 1;
      for (pthread_t &T : Threads)
        pthread_join(T, nullptr);
      _exit(7);
    }
    int Status = 0;
    waitpid(Pid, &Status, 0);
    if (Status != 7 << 8)
      return 1;
  }
}
