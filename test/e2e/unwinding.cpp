// Intent: after exceptions and jumps, allocations are charged to the right line
// and no dead record is read.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -O$o %s -o %t/p$o && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %expect %s %t/p$o.allocs || exit 1; done
#include <csetjmp>
#include <cstdlib>
#include <cstring>
#define NOINLINE __attribute__((noinline))
static jmp_buf Buffer;
static void *volatile Sink;
struct Cleaner {
  ~Cleaner() {
    Sink = strdup("x"); // allocs: 21
  }
};
NOINLINE static void thrower(int Depth) {
  Cleaner C;
  if (Depth)
    thrower(Depth - 1);
  else
    throw 1; // allocs: 3
}
NOINLINE static void quiet(int Depth) {
  if (Depth)
    quiet(Depth - 1);
  else
    throw 2; // allocs: 2
  Sink = nullptr;
}
NOINLINE static void jumper(int Depth) {
  Sink = strdup("y"); // allocs: 12
  if (Depth)
    jumper(Depth - 1);
  else
    longjmp(Buffer, 1);
}
static int compare(const void *, const void *) { throw 3; } // allocs: 1
int main() {
  for (volatile int I = 0; I < 3; ++I) {
    try {
      thrower(6);
    } catch (int) {
      Sink = strdup("z"); // allocs: 3
    }
  }
  for (volatile int I = 0; I < 2; ++I) {
    try {
      quiet(5);
    } catch (int) {
    }
    Sink = strdup("z"); // allocs: 2
  }
  if (!setjmp(Buffer))
    jumper(11);
  Sink = strdup("w"); // allocs: 1
  int Numbers[2] = {2, 1};
  try {
    qsort(Numbers, 2, sizeof(int), compare);
  } catch (int) {
    Sink = strdup("v"); // allocs: 1
  }
}
