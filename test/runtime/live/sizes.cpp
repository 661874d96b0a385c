// Intent: sizes (smallest, largest, how many in each bucket), lifetimes and
// realloc are told apart line by line; one size alone takes no buckets.
// RUN: mkdir -p %t
// RUN: %instrument-cxx -O1 %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p
// RUN: %allocsites top --json -focus='^(same|many|large|grow|temporary|aging)' %t/p.allocs > %t/seen
// RUN: %FileCheck %s < %t/seen --check-prefix=SAME
// RUN: %FileCheck %s < %t/seen --check-prefix=MANY
// RUN: %FileCheck %s < %t/seen --check-prefix=LARGE
// RUN: %FileCheck %s < %t/seen --check-prefix=GROW
// RUN: %FileCheck %s < %t/seen --check-prefix=TEMPORARY
// RUN: %FileCheck %s < %t/seen --check-prefix=AGING
// RUN: env ALLOCSITES_FILE=%t/q.allocs ALLOCSITES_OPTIONS=sizes=0:lifetimes=0:peak=0 %t/p
// RUN: %allocsites top --json %t/q.allocs | %FileCheck %s --check-prefix=OFF
// RUN: %not %allocsites top -peak_space %t/q.allocs 2>&1 | %FileCheck %s --check-prefix=NOPEAK
// SAME: "function":"same()"
// SAME-SAME: "sizes":{"min":100,"max":100,"buckets":[{"from":64,"objects":50}]}
// MANY: "function":"many()"
// MANY-SAME: "sizes":{"min":0,"max":32,"buckets":[{"from":0,"objects":9},{"from":8,"objects":8},{"from":16,"objects":16},{"from":32,"objects":1}]}
// LARGE: "function":"large()"
// LARGE-SAME: "sizes":{"min":5000,"max":5368709120,"buckets":[{"from":4096,"objects":1},{"from":33554432,"objects":2}]}
// GROW: "function":"grow()"
// GROW-SAME: "reallocs":{"objects":3,"growths":2,"moves":{{[0-9]}},"copied_space":{{[0-9]+}}}
// TEMPORARY: "function":"temporary()"
// TEMPORARY-SAME: "lifetimes":[20,0,0,0,0,0,0,0]
// AGING: "function":"aging()"
// AGING-SAME: "lifetimes":[0,1,1,1,1,0,0,0]
// OFF: "rows"
// OFF-NOT: "sizes"
// OFF-NOT: "lifetimes"
// NOPEAK: does not hold peak_space: it was switched off; run the program again with ALLOCSITES_OPTIONS=peak=1
#include <cstdlib>
#include <initializer_list>

static void *volatile Seen;
#define APART __attribute__((noinline)) static void
APART same() {
  for (int I = 0; I < 50; ++I)
    free(Seen = malloc(100));
}
APART many() {
  for (size_t Size = 0; Size <= 32; ++Size)
    free(Seen = malloc(Size));
  free(Seen = malloc(5));
}
APART large() {
  for (size_t Size : {size_t(5000), size_t(1) << 26, size_t(5) << 30})
    free(Seen = malloc(Size));
}
APART grow() {
  void *Block = nullptr;
  for (size_t Size : {10, 1000, 100000, 50})
    Seen = Block = realloc(Block, Size);
  free(Block);
}
APART temporary() {
  for (int I = 0; I < 20; ++I) {
    // Nothing allocated still is an allocation.
    free(Seen = malloc(1));
  }
}
APART other(size_t Size) { free(Seen = malloc(Size)); }
APART aging() {
  for (size_t Size : {0, 255, 256, 4096, 65536}) {
    void *Block = malloc(24);
    Seen = Block;
    other(Size);
    if (Size != 0 || Seen == nullptr)
      free(Block);
  }
}

int main() {
  same();
  many();
  large();
  grow();
  temporary();
  aging();
}
