// Intent: jemalloc or tcmalloc linked as archives, in front of the runtime: their
// allocator stays and every allocation is counted; in a static program every free
// too, in others the readers say that frees are not seen.
//
// REQUIRES: allocator-archives
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-cxx -O1 -fpass-plugin=%plugin -pthread -c %s -o %t/main.o
// RUN: shared="-L%runtime_dir -Wl,-rpath,%runtime_dir -lallocsites_rt"; archive=%runtime_dir/liballocsites_rt.a; \
// RUN: static="-static @%runtime_dir/allocsites/static.rsp %runtime_dir/liballocsites_rt_static.a"; \
// RUN: for library in %allocator_archives; do \
// RUN:   for runtime in "$shared" "$archive" "$static"; do \
// RUN:     %plain-cxx -pthread %t/main.o $library $runtime -o %t/p && \
// RUN:     env ALLOCSITES_FILE=%t/p.allocs %t/p && \
// RUN:     %allocsites top -inuse_space %t/p.allocs > %t/p.txt && \
// RUN:     %allocsites top %t/p.allocs > %t/alloc.txt && %not grep Note: %t/alloc.txt && \
// RUN:     case $runtime in -static*) %not grep Note: %t/p.txt;; \
// RUN:       *) grep '^Note: the program has a free of its own' %t/p.txt;; esac && \
// RUN:     %expect %s %t/p.allocs && rm -f %t/last.allocs && mv %t/p.allocs %t/last.allocs || exit 1; \
// RUN:   done; \
// RUN:   %allocsites top --json -lines %t/last.allocs -focus='^main' | %FileCheck %s || exit 1; \
// RUN: done
//
// What is used is given back, but for one block.
// CHECK: "inuse_objects":1,"inuse_space":1234
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
// Of either.
extern "C" {
__attribute__((weak)) int mallctl(const char *, void *, std::size_t *, void *,
                                  std::size_t);
__attribute__((weak)) int tc_version(int *, int *, const char **);
}
static void *volatile Sink;
struct alignas(64) Wide {
  char Bytes[64];
};
int main() {
  if (!mallctl && !tc_version)
    return puts("no such allocator");
  for (int I = 0; I < 100; ++I)
    free(Sink = malloc(64)); // allocs: 100
  for (int I = 0; I < 50; ++I) {
    int *P = new int; // allocs: 50
    Sink = P;
    delete P;
  }
  for (int I = 0; I < 9; ++I) {
    auto *P = new Wide; // allocs: 9
    Sink = P;
    delete P;
  }
  std::string Text;
  Text.reserve(100);          // allocs: 1
  Sink = malloc(5);           // allocs: 1
  Sink = realloc(Sink, 5000); // allocs: 1
  free(Sink);
  for (int I = 0; I < 9; ++I) {
    free(Sink = aligned_alloc(64, 128)); // allocs: 9
    free(Sink = calloc(64, 128));        // allocs: 9
  }
  std::thread([] { // allocs: some
    for (int I = 0; I < 7; ++I)
      free(Sink = malloc(11)); // allocs: 7
  })
      .join();
  Text = {};
  Text.shrink_to_fit();
  Sink = malloc(1234); // allocs: 1
}
