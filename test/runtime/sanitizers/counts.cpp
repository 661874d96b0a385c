// Intent: in sanitizers' builds counts are exact: where the sanitizer has an
// allocator of its own, it stays and tells us.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for sanitizer in address undefined thread leak memory address,undefined; do \
// RUN:   %instrument-cxx -O1 -w -fsanitize=$sanitizer -fno-sanitize-recover=all %s -o %t/p && \
// RUN:   env ALLOCSITES_FILE=%t/p.allocs %t/p 2>&1 | %FileCheck %s --check-prefix=QUIET && \
// RUN:   %expect %s %t/p.allocs && %expect %S/../Inputs/every_way.h %t/p.allocs && \
// RUN:   %allocsites top --json -lines %t/p.allocs -focus='^(main|everyWay)' | %FileCheck %s && \
// RUN:   rm %t/p.allocs || exit 1; \
// RUN: done
//
// QUIET: {{^}}done{{$}}
// QUIET-NOT: {{.}}
// What is used is given back, but for one block.
// CHECK: "inuse_objects":1,"inuse_space":1234
#include "../Inputs/every_way.h"
#include <csetjmp>
#include <cstdio>
#include <vector>
static std::jmp_buf Back;
[[gnu::noinline]] static void leave() {
  Sink = malloc(3); // allocs: 1
  free(Sink);
  std::longjmp(Back, 1);
}
int main() {
  {
    std::string Text;
    Text.assign(100, 'x'); // allocs: 1
    std::vector<int> V;
    for (int I = 0; I < 8; ++I)
      V.push_back(I); // allocs: 4
  }
  if (!setjmp(Back))
    leave();
  everyWay();
  puts("done"); // allocs: some
}
