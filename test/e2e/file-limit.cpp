// Intent: when the profile can no longer grow, one line says so, the program
// goes on unharmed, and the profile tells how much it lost.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O0 %s -o %t/p
// RUN: bash -c 'ulimit -f 100; exec env ALLOCSITES_OPTIONS=recursion=1 ALLOCSITES_FILE=%t/p.allocs %t/p' > %t/out 2>&1
// RUN: %FileCheck %s < %t/out
// CHECK: allocsites: the profile cannot grow, {{.*}}p.allocs: file size limit reached
// CHECK-NEXT: unharmed
// RUN: %allocsites top --json %t/p.allocs > %t/json
// RUN: %python -c 'import json; j = json.load(open("%t/json")); lost = j["lost"]["alloc_objects"]; kept = sum(r["flat"]["alloc_objects"] for r in j["rows"] if "descend" in r["function"]); print(kept, lost); assert kept and lost and kept + lost == 5001'
#include <cstdio>
#include <cstdlib>
static void *volatile Sink;
static void descend(int Depth) {
  Sink = malloc(8);
  if (Depth)
    descend(Depth - 1);
}
int main() {
  descend(5000);
  fputs("unharmed\n", stderr);
}
