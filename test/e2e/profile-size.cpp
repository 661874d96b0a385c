// Intent: a profile grows with distinct contexts, not with allocations: 100
// million allocations of one loop make no larger a profile than 100.
//
// RUN: %instrument-cxx -O2 %s -o %t
// RUN: env ALLOCSITES_FILE=%t.few.allocs %t 100
// RUN: env ALLOCSITES_FILE=%t.many.allocs %t 100000000
// RUN: %allocsites top -sample_index=alloc_objects --json %t.many.allocs \
// RUN:   | %FileCheck %s
// RUN: du --apparent-size -B1 %t.few.allocs %t.many.allocs | cut -f1 | uniq \
// RUN:   | wc -l | %FileCheck %s --check-prefix=SIZES
// RUN: du -B1 %t.few.allocs %t.many.allocs | cut -f1 | uniq \
// RUN:   | wc -l | %FileCheck %s --check-prefix=SIZES
//
// CHECK: "alloc_objects":10000000{{[0-9]}}
// SIZES: {{^}}1{{$}}
#include <cstdlib>

int main(int argc, char **argv) {
  for (long i = std::atol(argv[argc - 1]); i > 0; --i) {
    char *block = new char[32];
    asm volatile("" : : "r"(block) : "memory"); // keeps the pair of calls
    delete[] block;
  }
}
