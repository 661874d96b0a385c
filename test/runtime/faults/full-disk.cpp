// Intent: on a full disk one line says so, the program goes on, and the profile
// holds what came before and how much was lost.
//
// REQUIRES: mount
//
// RUN: rm -rf %t && mkdir -p %t/disk
// RUN: %instrument-cxx -O0 %s -o %t/p
// RUN: unshare -m sh -c 'mount -t tmpfs -o size=200k none %t/disk && ALLOCSITES_OPTIONS=recursion=1 ALLOCSITES_FILE=%t/disk/p.allocs %t/p; status=$?; cp %t/disk/p.allocs %t; exit $status' > %t/out 2>&1
// RUN: %FileCheck %s < %t/out
// CHECK: allocsites: the profile cannot grow, {{.*}}p.allocs: no space left on the device
// CHECK-NEXT: unharmed
// RUN: %allocsites top --json %t/p.allocs > %t/json
// RUN: %python -c 'import json; j = json.load(open("%t/json")); lost = j["lost"]["alloc_objects"]; kept = sum(r["flat"]["alloc_objects"] for r in j["rows"] if "descend" in r["function"]); print(kept, lost); assert kept and lost and kept + lost == 10001'
//
// Full from the start: no profile, and nothing left behind.
// RUN: unshare -m sh -c 'mount -t tmpfs -o size=40k none %t/disk && ALLOCSITES_FILE=%t/disk/p.allocs %t/p; status=$?; ls -A %t/disk; exit $status' > %t/out2 2>&1
// RUN: %FileCheck %s --check-prefix=START < %t/out2
// START: allocsites: {{.*}}p.allocs: no space left on the device
// START-NEXT: unharmed
// START-NOT: {{.}}
#include <cstdio>
#include <cstdlib>
static void *volatile Sink;
static void descend(int Depth) {
  Sink = malloc(8);
  if (Depth)
    descend(Depth - 1);
}
int main() {
  descend(10000);
  fputs("unharmed\n", stderr);
}
