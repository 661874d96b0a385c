// Intent: blocks of eight bytes, which jemalloc, tcmalloc and mimalloc lay side by
// side, are followed each by itself and never harm the program, in threads too;
// the same of what an allocator that the user named packs into its room.
//
// REQUIRES: allocators
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: env ALLOCSITES_PLUGIN_OPTIONS='allocators=pool@0:deallocators=unpool@0' %instrument-cxx -O1 -pthread %s -o %t/p
// RUN: for library in "" %allocators; do \
// RUN:   env LD_PRELOAD=$library ALLOCSITES_FILE=%t/p.allocs %t/p && \
// RUN:   %expect %s %t/p.allocs && \
// RUN:   %allocsites top --json -lines %t/p.allocs -focus='^(keepHalf|churn|pack)' | %FileCheck %s && rm %t/p.allocs || exit 1; \
// RUN: done
//
// CHECK: "rows"
// CHECK-DAG: {"alloc_objects":1000,"alloc_space":8000,"inuse_objects":500,"inuse_space":4000
// CHECK-DAG: {"alloc_objects":6400000,"alloc_space":51200000,"inuse_objects":0,"inuse_space":0
// CHECK-DAG: {"alloc_objects":600,"alloc_space":9600,"inuse_objects":300,"inuse_space":4800
#include <cstdlib>
#include <thread>

static void *Kept[1000];
[[gnu::noinline]] static void keepHalf() {
  for (void *&Each : Kept)
    Each = malloc(8); // allocs: 1000
  for (int I = 0; I < 1000; I += 2)
    free(Kept[I]);
}

[[gnu::noinline]] static void churn() {
  void *Some[16];
  for (int I = 0; I < 100000; ++I) {
    for (void *&Each : Some)
      Each = malloc(8); // allocs: 6400000
    for (void *Each : Some)
      free(Each);
  }
}

alignas(16) static char Room[600 * 16];
static char *Next = Room;
extern "C" [[gnu::noinline]] void *pool(std::size_t Size) {
  return (Next += Size) - Size;
}
extern "C" [[gnu::noinline]] void unpool(void *Block) {
  static void *volatile Sink;
  Sink = Block;
}
/// Of 8, 16 and 24 bytes in turn, 9600 in all.
[[gnu::noinline]] static void pack() {
  void *All[600];
  for (int I = 0; I < 600; ++I)
    All[I] = pool(8 * (1 + I % 3)); // allocs: 600
  // As many of each size.
  for (int I = 0; I < 600; ++I)
    if (I / 3 % 2)
      unpool(All[I]);
}

int main() {
  keepHalf();
  pack();
  std::thread Threads[4];
  for (std::thread &Each : Threads)
    Each = std::thread(churn); // allocs: some
  for (std::thread &Each : Threads)
    Each.join();
}
