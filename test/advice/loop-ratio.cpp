// Intent: temporaries of a loop are compared with the line of their function that
// allocates least, all kinds of it together; without such a line with none.
//
// RUN: rm -rf %t && mkdir -p %t && %instrument-cxx -O2 %s -o %t/p && env ALLOCSITES_FILE=%t/p.allocs %t/p
// RUN: %allocsites advise --json %t/p.allocs > %t/json && %python -c "import json, sys; [print(f['line'], f['found']) for f in sorted(json.load(sys.stdin)['findings'], key=lambda f: f['line']) if f['rule'] == 'temporaries']" < %t/json | %FileCheck %s

#include <string>
#include <vector>
#define NOINLINE __attribute__((noinline))
template <class T> void keep(T &V) { asm volatile("" : : "r"(&V) : "memory"); }

NOINLINE void rounds() {
  for (int I = 0; I < 100; ++I) {
    // 200 allocations of two kinds.
    auto *Name = new std::string("a name too long for any small buffer");
    for (int J = 0; J < 25; ++J) {
      // CHECK: [[#@LINE+1]] 2500 of 2500 allocations were freed {{.*}}; 12.5 were made here for each allocation of line [[#@LINE-2]].
      std::vector<int> Scratch(10 + J);
      keep(Scratch);
    }
    delete Name;
  }
}

NOINLINE void alone() {
  for (int I = 0; I < 2000; ++I) {
    // CHECK: [[#@LINE+1]] 2000 of 2000 allocations were freed before their thread allocated anything else.{{$}}
    std::vector<int> Scratch(10 + I % 7);
    keep(Scratch);
  }
}

// CHECK-NOT: were freed
int main() {
  rounds();
  alone();
}
