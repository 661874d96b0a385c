// Intent: signal handlers may allocate where the program's allocator lets them,
// at any moment, on any stack, and each of their allocations counts once.
//
// The allocator behind is a lock-free one, so that the timer may hit anywhere.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clang -O2 -shared -fPIC -DALLOCATOR %s -o %t/libbump.so -x none
// RUN: %instrument-cxx -O1 -nostdlib++ %s -o %t/p -L%t -Wl,-rpath,%t -lbump
// RUN: env ALLOCSITES_OPTIONS=recursion=1 ALLOCSITES_FILE=%t/p.allocs %t/p > %t/said
// RUN: %allocsites top --json -functions -nodecount=10000 %t/p.allocs > %t/json
// RUN: %python %S/../Inputs/signals.py %t/said %t/json
#ifdef ALLOCATOR
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
static char *Pool;
static size_t Used;
extern "C" {
void *malloc(size_t Size) {
  if (!Pool)
    Pool = static_cast<char *>(mmap(nullptr, size_t(1) << 34, 3,
                                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                                    -1, 0));
  Size = (Size + 31) & ~size_t(15);
  char *P = Pool + __atomic_fetch_add(&Used, Size, __ATOMIC_RELAXED) + 16;
  *reinterpret_cast<size_t *>(P - 16) = Size;
  return P;
}
void free(void *) {}
void *calloc(size_t Count, size_t Size) { return malloc(Count * Size); }
void *realloc(void *Old, size_t Size) {
  void *P = malloc(Size);
  if (P && Old)
    memcpy(P, Old, Size);
  return P;
}
}
#else
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <signal.h>
#include <sys/time.h>
static void *volatile Sink;
static std::atomic<long> Handled;
static long Made;
__attribute__((noinline)) static void inHandler() {
  Sink = malloc(48);
  Sink = calloc(3, 16);
  ++Handled;
}
static void handler(int) { inHandler(); }
// Each depth is a context of its own: the timer often meets us at work.
__attribute__((noinline)) static void descend(int Depth) {
  Sink = malloc(32);
  ++Made;
  free(Sink);
  if (Depth)
    descend(Depth - 1);
}
int main() {
  static char Stack[1 << 16];
  stack_t Other = {Stack, 0, sizeof Stack};
  sigaltstack(&Other, nullptr);
  struct sigaction Action = {};
  Action.sa_handler = handler;
  Action.sa_flags = SA_RESTART | SA_ONSTACK;
  sigaction(SIGPROF, &Action, nullptr);
  timer_t Timer;
  sigevent Event = {};
  Event.sigev_notify = SIGEV_SIGNAL;
  Event.sigev_signo = SIGPROF;
  timer_create(CLOCK_MONOTONIC, &Event, &Timer);
  itimerspec Often = {{0, 20000}, {0, 20000}};
  timer_settime(Timer, 0, &Often, nullptr);
  for (int Round = 1; Handled < 5000; ++Round)
    descend(Round % 3000);
  itimerspec Never = {};
  timer_settime(Timer, 0, &Never, nullptr);
  fprintf(stdout, "%ld %ld\n", Handled.load(), Made);
}
#endif
