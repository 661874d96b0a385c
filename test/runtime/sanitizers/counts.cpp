// Intent: in sanitizers' builds counts are exact: where the sanitizer has an
// allocator of its own, it stays and tells us.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for sanitizer in address undefined thread leak memory address,undefined; do \
// RUN:   %instrument-cxx -O1 -w -fsanitize=$sanitizer -fno-sanitize-recover=all %s -o %t/p && \
// RUN:   env ALLOCSITES_FILE=%t/p.allocs %t/p 2>&1 | %FileCheck %s --check-prefix=QUIET && \
// RUN:   %expect %s %t/p.allocs && \
// RUN:   %allocsites top --json -lines %t/p.allocs -focus=^main | %FileCheck %s && \
// RUN:   rm %t/p.allocs || exit 1; \
// RUN: done
//
// QUIET: {{^}}done{{$}}
// QUIET-NOT: {{.}}
// What is used is given back, but for one block.
// CHECK: "inuse_objects":1,"inuse_space":1234
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>
static void *volatile Sink;
static void *Kept;
static std::jmp_buf Back;
[[gnu::noinline]] static void leave() {
  Sink = malloc(3); // allocs: 1
  free(Sink);
  std::longjmp(Back, 1);
}
int main() {
  for (int I = 0; I < 100; ++I)
    free(Sink = malloc(64)); // allocs: 100
  for (int I = 0; I < 50; ++I) {
    int *P = new int; // allocs: 50
    Sink = P;
    delete P;
  }
  {
    std::string Text;
    Text.assign(100, 'x'); // allocs: 1
    std::vector<int> V;
    for (int I = 0; I < 8; ++I)
      V.push_back(I); // allocs: 4
  }
  Sink = malloc(5);           // allocs: 1
  Sink = realloc(Sink, 5000); // allocs: 1
  free(Sink);
  for (int I = 0; I < 9; ++I) {
    free(Sink = aligned_alloc(64, 128)); // allocs: 9
    free(Sink = calloc(64, 128));        // allocs: 9
  }
  if (!setjmp(Back))
    leave();
  std::thread([] { // allocs: some
    for (int I = 0; I < 7; ++I)
      free(Sink = malloc(11)); // allocs: 7
  })
      .join();
  Sink = Kept = malloc(1234); // allocs: 1
  puts("done");               // allocs: some
}
