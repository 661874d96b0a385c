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
// RUN:     %expect %s %t/$how.allocs && %expect %S/../Inputs/every_way.h %t/$how.allocs && \
// RUN:     %allocsites top --json -lines %t/$how.allocs -focus='^(main|everyWay)' | %FileCheck %s || exit 1; \
// RUN:     rm %t/$how.allocs; \
// RUN:   done; \
// RUN: done
//
// What is used is given back, but for one block.
// CHECK: "inuse_objects":1,"inuse_space":1234
#include "../Inputs/every_way.h"
#include <cstdio>
#include <dlfcn.h>
#include <fstream>
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
  everyWay();
  // Made by the C library, freed here.
  char *Copy = nullptr;
  if (asprintf(&Copy, "%d", 12345) > 0) // allocs: some
    free(Copy);
}
