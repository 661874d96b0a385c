// Intent: functions that the user names as allocators: what they hand out counts
// where they are called, with the size that was asked for, until it is given
// back; the memory that they get for that counts as nothing, and the program
// does as without us.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-cxx -O1 %s -o %t/plain
// RUN: for level in 0 2; do \
// RUN:   for library in instrumented plain; do \
// RUN:     if test $library = plain; then compile="%plain-cxx"; else compile="%plain-cxx -fpass-plugin=%plugin"; fi; \
// RUN:     $compile -O$level -DPOOL -c %s -o %t/pool.o && \
// RUN:     env ALLOCSITES_PLUGIN_OPTIONS='allocators=pool::get@1*2,poolAny@0:deallocators=pool::put@0' \
// RUN:       %instrument-cxx -O$level -DMAIN %s %t/pool.o -o %t/p && \
// RUN:     %same %t/plain %t/p %t/p.allocs && \
// RUN:     %expect %s %t/p.allocs && \
// RUN:     %allocsites top --json -lines %t/p.allocs -focus='^main' | %FileCheck %s && \
// RUN:     rm %t/p.allocs || exit 1; \
// RUN:   done; \
// RUN: done
// CHECK: "rows"
// CHECK-DAG: {"alloc_objects":500,"alloc_space":15000,"inuse_objects":0,
// CHECK-DAG: {"alloc_objects":500,"alloc_space":16500,"inuse_objects":0,
// CHECK-DAG: {"alloc_objects":1,"alloc_space":100,"inuse_objects":1,
// CHECK-DAG: {"alloc_objects":1,"alloc_space":1234,"inuse_objects":1,
#include <cstdio>
#include <cstdlib>
struct Pool;
namespace pool {
void *get(Pool &P, unsigned Count, std::size_t Size);
void put(void *Block);
} // namespace pool
extern "C" void *poolAny(std::size_t Size);
#ifndef MAIN
static char *Room, *End;
static void *take(std::size_t Size) {
  Size = (Size + 15) & ~std::size_t(15);
  if (!Room || std::size_t(End - Room) < Size) {
    Room = static_cast<char *>(std::malloc(4096));
    End = Room + 4096;
  }
  Room += Size;
  return Room - Size;
}
void *pool::get(Pool &, unsigned Count, std::size_t Size) {
  return Count > 1000 ? nullptr : take(Count * Size);
}
void pool::put(void *) {}
void *poolAny(std::size_t Size) { return take(Size); }
#endif
#ifndef POOL
struct Pool {};
static void *volatile Sink;
int main() {
  Pool P;
  for (int I = 0; I < 500; ++I) {
    Sink = pool::get(P, 3, 10); // allocs: 500
    pool::put(Sink);
    Sink = poolAny(33); // allocs: 500
    pool::put(Sink);
  }
  // What fails counts as nothing.
  Sink = pool::get(P, 1001, 10); // allocs: 0
  if (Sink)
    return 1;
  Sink = poolAny(100);      // allocs: 1
  Sink = std::malloc(1234); // allocs: 1
}
#endif
