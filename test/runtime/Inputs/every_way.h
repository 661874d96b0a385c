// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Allocations in every way, all given back but for the last: for tests of who
// else is between a program and the heap. To be checked with %expect, as the
// test's own source.
#include <cstdlib>
#include <new>
#include <string>
#include <thread>

static void *volatile Sink;
static void *Kept;

struct alignas(64) Wide {
  char Bytes[64];
};

[[gnu::noinline]] static void everyWay() {
  for (int I = 0; I < 100; ++I)
    free(Sink = malloc(64)); // allocs: 100
  for (int I = 0; I < 50; ++I) {
    int *P = new int; // allocs: 50
    Sink = P;
    delete P;
  }
  for (int I = 0; I < 9; ++I) {
    auto *P = new Wide; // allocs: 9
    Sink = P;
    delete P;
  }
  {
    std::string Text;
    Text.reserve(100); // allocs: 1
  }
  Sink = malloc(5);           // allocs: 1
  Sink = realloc(Sink, 5000); // allocs: 1
  free(Sink);
  for (int I = 0; I < 9; ++I) {
    free(Sink = aligned_alloc(64, 128)); // allocs: 9
    free(Sink = calloc(64, 128));        // allocs: 9
  }
  std::thread([] { // allocs: some
    for (int I = 0; I < 7; ++I)
      free(Sink = malloc(11)); // allocs: 7
  })
      .join();
  Sink = Kept = malloc(1234); // allocs: 1
}
