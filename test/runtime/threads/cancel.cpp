// Intent: a thread that is asked to end ends where it would without us, never
// within an allocation that makes the profile grow.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-cxx -O0 -pthread %s -o %t/plain
// RUN: %instrument-cxx -O0 -pthread %s -o %t/p
// RUN: env ALLOCSITES_OPTIONS=recursion=1 %same %t/plain %t/p %t/p.allocs
// RUN: %expect %s %t/p.allocs
#include <cstdio>
#include <cstdlib>
#include <pthread.h>
static void *volatile Sink;
static bool Done;
static void descend(int Depth) {
  Sink = malloc(8); // allocs: 40008
  if (Depth)
    descend(Depth - 1);
}
static void *work(void *) {
  pthread_cancel(pthread_self()); // allocs: some
  descend(5000);
  Done = true;
  pthread_testcancel();
  return nullptr;
}
int main() {
  // The rest of what a thread's end needs (libgcc_s) is loaded by now.
  for (int I = 0; I < 8; ++I) {
    Done = false;
    pthread_t T;
    void *Result = nullptr;
    if (pthread_create(&T, nullptr, work, nullptr)) // allocs: some
      return 1;
    pthread_join(T, &Result);
    fprintf(stderr, "%d %d\n", Done, Result == PTHREAD_CANCELED);
  }
}
