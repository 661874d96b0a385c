// Intent: storms of forks, from many threads at once while others allocate, hang
// nobody and lose nothing in parent and children.
//
// RUN: rm -rf %t && mkdir -p %t/profiles
// RUN: %instrument-cxx -O1 -pthread %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/profiles/%%p %t/p
// RUN: ls %t/profiles | wc -l | %FileCheck %s
// CHECK: {{^}}201{{$}}
// RUN: %allocsites top --json -functions %t/profiles/* -focus=inChild | %FileCheck %s --check-prefix=CHILD
// CHILD: "function":"inChild()"{{.*}}"flat":{"alloc_objects":5000,
#include <atomic>
#include <cstdlib>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>
static void *volatile Sink;
__attribute__((noinline)) static void inChild() {
  for (int I = 0; I < 25; ++I)
    Sink = malloc(8);
}
static void descend(int Depth) {
  void *volatile P;
  P = malloc(16);
  if (Depth)
    descend(Depth - 1);
  free(P);
}
int main() {
  std::atomic<bool> Stop = false;
  std::vector<std::thread> Threads, Busy;
  // These keep the locks busy: ever new threads.
  for (int T = 0; T < 2; ++T)
    Busy.emplace_back([&] {
      while (!Stop)
        std::thread([] { descend(20); }).join();
    });
  std::atomic<int> Failed = 0;
  for (int T = 0; T < 4; ++T)
    Threads.emplace_back([&] {
      for (int I = 0; I < 50; ++I) {
        pid_t Pid = fork();
        if (Pid == 0) {
          inChild();
          _exit(7);
        }
        int Status = 0;
        waitpid(Pid, &Status, 0);
        Failed += Status != 7 << 8;
      }
    });
  for (std::thread &T : Threads)
    T.join();
  Stop = true;
  for (std::thread &T : Busy)
    T.join();
  return Failed;
}
