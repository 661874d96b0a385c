// Intent: labels become tags of contexts: they nest, they end, a loop's call is
// told apart by them, threads go on with those of whoever started them, and
// allocations outside instrumented code carry them too.
// RUN: mkdir -p %t
// RUN: %instrument-cxx -O2 -pthread -I%include_dir %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p
// RUN: %allocsites top --json -lines -focus='^make' %t/p.allocs | %FileCheck %s --check-prefix=ALL
// RUN: %allocsites top --json -lines -focus='^make' -tagfocus=test=one %t/p.allocs | %FileCheck %s --check-prefix=ONE
// RUN: %allocsites top --json -lines -focus='^make' -tagfocus=test=two %t/p.allocs | %FileCheck %s --check-prefix=TWO
// RUN: %allocsites top --json -lines -focus='^make' -tagfocus=inner %t/p.allocs | %FileCheck %s --check-prefix=INNER
// RUN: %allocsites top --json -lines -focus='^make' -tagignore=test=. %t/p.allocs | %FileCheck %s --check-prefix=REST
// RUN: %not %allocsites top -tagfocus=tset=one %t/p.allocs 2>&1 | %FileCheck %s --check-prefix=UNKNOWN
// ALL: "function":"make()"{{.*}}"flat":{"alloc_objects":1143,
// ONE: "function":"make()"{{.*}}"flat":{"alloc_objects":110,
// TWO: "function":"make()"{{.*}}"flat":{"alloc_objects":1030,
// INNER: "function":"make()"{{.*}}"flat":{"alloc_objects":20,
// REST: "function":"make()"{{.*}}"flat":{"alloc_objects":3,
// UNKNOWN: allocsites: -tagfocus=tset=one: unknown tag "tset" (known: depth, kind, test, type)
#include "allocsites/api.h"
#include <cstdlib>
#include <thread>

static void *volatile Seen;
__attribute__((noinline)) static void make() { free(Seen = malloc(8)); }
__attribute__((noinline)) static void several(int Times) {
  for (int I = 0; I < Times; ++I)
    make();
}

int main() {
  make();
  for (int Round = 0; Round < 10; ++Round) {
    // The same calls under another label each time.
    allocsites::Label L("test", Round == 9 ? "one" : "two");
    free(Seen = malloc(1));
    several(100);
    if (Round % 5 == 4) {
      allocsites::Label Inner("depth", "inner");
      several(10);
      // Twice the same label is a label within a label.
      allocsites::Label Again("depth", "inner");
    }
  }
  make();
  {
    allocsites::Label L("test", "two");
    std::thread([] {
      several(120);
      allocsites_pop_label();
      make(); // no label is left
      allocsites_pop_label();
    }).join();
  }
}
