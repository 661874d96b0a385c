// Intent: what sanitizers find without us they find with us, and nothing else;
// the profile is there as well.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: build() { %instrument-cxx -O0 -w -fsanitize=$1 -fno-sanitize-recover=all %s -o %t/p; }; \
// RUN: check() { env ALLOCSITES_FILE=%t/p.allocs %t/p $1 > %t/out 2>&1; echo status $? >> %t/out; %FileCheck %s --check-prefix=$2 --input-file=%t/out && %expect %s %t/p.allocs --only $1; }; \
// RUN: build address && check use ADDRESS && check twice TWICE && check leak LEAK && \
// RUN: build leak && check leak LEAK && \
// RUN: build undefined && check shift SHIFT && \
// RUN: build thread && check race RACE
//
// ADDRESS: AddressSanitizer: heap-use-after-free
// ADDRESS: freed by thread T0 here:
// ADDRESS: previously allocated by thread T0 here:
// ADDRESS: status 1
// TWICE: AddressSanitizer: attempting double-free
// TWICE: status 1
// LEAK: LeakSanitizer: detected memory leaks
// LEAK: Direct leak of 77 byte(s) in 1 object(s)
// LEAK-NOT: leak of
// LEAK: SUMMARY: {{.*}} 77 byte(s) leaked in 1 allocation(s).
// LEAK: status
// SHIFT: runtime error: shift exponent 40 is too large
// RACE: WARNING: ThreadSanitizer: data race
// RACE: Location is heap block of size 64
// RACE-NOT: WARNING
// RACE: status 66
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <thread>
static char *volatile Kept;
static int volatile By = 40;
// Both threads are there at once: one that had ended before the other began could
// be taken for the same by ThreadSanitizer. Relaxed, so that nothing is ordered.
static std::atomic<int> Ready;
static void race(char *P) {
  Ready.fetch_add(1, std::memory_order_relaxed);
  while (Ready.load(std::memory_order_relaxed) != 2)
    std::this_thread::yield();
  P[0]++;
}
// LeakSanitizer takes any word on the stack for a pointer, also one that a
// finished call left there. So the block is lost far below the frames that
// live when the program ends.
[[gnu::noinline]] static void leak() {
  volatile char Far[1 << 16];
  Far[0] = 1;
  Kept = static_cast<char *>(malloc(77)); // allocs leak: 1
  Kept = nullptr;
}
int main(int, char **Argv) {
  const char *How = Argv[1];
  char *P = static_cast<char *>(malloc(64)); // allocs: 1
  if (!strcmp(How, "use")) {
    free(P);
    return P[3];
  }
  if (!strcmp(How, "twice")) {
    free(P);
    free(P);
  }
  if (!strcmp(How, "leak"))
    leak();
  if (!strcmp(How, "shift"))
    return 1 << By;
  if (!strcmp(How, "race")) {
    std::thread One(race, P), Two(race, P); // allocs race: some
    One.join();
    Two.join();
  }
  free(P);
}
