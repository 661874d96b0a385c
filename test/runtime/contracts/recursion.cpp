// Intent: recursion that passes through a function with a promise is counted below it
// and above it, each exactly, folded or not.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -O$o %s -o %t/p && for full in 0 1; do \
// RUN:   env ALLOCSITES_FILE=%t/p.allocs ALLOCSITES_OPTIONS=recursion=$full %t/p 2> %t/err; \
// RUN:   %allocsites contracts -sample_index=alloc_objects %t/p.allocs > %t/out; \
// RUN:   %FileCheck %s < %t/out || exit 1; \
// RUN:   %allocsites top -lines -sample_index=alloc_objects %t/p.allocs | %FileCheck %s --check-prefix=TOP || exit 1; \
// RUN:   rm %t/p.allocs; done; done
// Five calls above the promise, four below it.
// CHECK: 4 16B promises(int) {{.*}}recursion.cpp:
// CHECK: 4 16B (total)
// TOP: 9 {{.*}} 4B take() {{.*}}recursion.cpp:[[@LINE+4]]
#include <cstdlib>
static void *volatile Sink;
static void take() {
  Sink = malloc(4);
  free(Sink);
}
[[clang::annotate("allocsites::none")]] static void promises(int);
__attribute__((noinline)) static void walk(int Depth) {
  // At 9 down to 5 above, at 4 down to 1 below.
  if (Depth == 5)
    promises(Depth - 1);
  else if (Depth)
    walk(Depth - 1);
  if (Depth) // no tail call, which might become a loop
    take();
}
static void promises(int Depth) {
  walk(Depth);
  Sink = nullptr;
}
int main() { walk(9); }
