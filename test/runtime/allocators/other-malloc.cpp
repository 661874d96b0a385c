// Intent: with jemalloc, tcmalloc or mimalloc, preloaded or linked in front or
// behind, their allocator stays and every allocation and free is counted.
//
// REQUIRES: allocators
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for library in %allocators; do \
// RUN:   %instrument-cxx -O1 %s -o %t/behind $library && \
// RUN:   %clangxx -std=c++20 -g -O1 -fpass-plugin=%plugin %s -o %t/front $library -L%runtime_dir -Wl,-rpath,%runtime_dir -lallocsites_rt && \
// RUN:   %instrument-cxx -O1 %s -o %t/p || exit 1; \
// RUN:   for how in behind front preload; do \
// RUN:     program=%t/$how; preload=; \
// RUN:     if test $how = preload; then program=%t/p preload=$library; fi; \
// RUN:     env LD_PRELOAD=$preload ALLOCSITES_FILE=%t/$how.allocs $program $library && \
// RUN:     %expect %s %t/$how.allocs && \
// RUN:     %allocsites top --json -lines %t/$how.allocs -focus=^main | %FileCheck %s || exit 1; \
// RUN:     rm %t/$how.allocs; \
// RUN:   done; \
// RUN: done
//
// What is used is given back, but for one block.
// CHECK: "inuse_objects":1,"inuse_space":1234
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <fstream>
#include <new>
#include <string>
#include <thread>
static void *volatile Sink;
struct alignas(64) Wide {
  char Bytes[64];
};
int main(int, char **Argv) {
  // The allocator is there, and is who would answer without us.
  std::ifstream Maps("/proc/self/maps"); // allocs: some
  std::string Name = Argv[1], Line;      // allocs: some
  bool There = false;
  while (std::getline(Maps, Line)) // allocs: some
    There |=
        Line.find(Name.substr(Name.rfind('/'))) != Line.npos; // allocs: some
  if (!There)
    return puts("no such allocator");
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
  std::string Text;
  Text.reserve(100);          // allocs: 1
  Sink = malloc(5);           // allocs: 1
  Sink = realloc(Sink, 5000); // allocs: 1
  free(Sink);
  for (int I = 0; I < 9; ++I) {
    free(Sink = aligned_alloc(64, 128)); // allocs: 9
    free(Sink = calloc(64, 128));        // allocs: 9
  }
  // Made by the C library, freed here.
  char *Copy = nullptr;
  if (asprintf(&Copy, "%d", 12345) > 0) // allocs: some
    free(Copy);
  std::thread([] { // allocs: some
    for (int I = 0; I < 7; ++I)
      free(Sink = malloc(11)); // allocs: 7
  })
      .join();
  Sink = malloc(1234); // allocs: 1
}
