// Intent: jemalloc or tcmalloc linked as archives, in front of the runtime: their
// allocator stays, every allocation and every free of instrumented code counts;
// readers say that others in the program are not seen, unless it is static.
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
// RUN:     %expect %S/../Inputs/every_way.h %t/p.allocs && \
// RUN:     %allocsites top --json -lines %t/p.allocs -focus='^everyWay' | %FileCheck %s && rm %t/p.allocs || exit 1; \
// RUN:   done; \
// RUN: done
//
// What is used is given back, but for one block.
// CHECK: "inuse_objects":1,"inuse_space":1234
#include "../Inputs/every_way.h"
#include <cstddef>
#include <cstdio>
// Of either.
extern "C" {
__attribute__((weak)) int mallctl(const char *, void *, std::size_t *, void *,
                                  std::size_t);
__attribute__((weak)) int tc_version(int *, int *, const char **);
}
int main() {
  if (!mallctl && !tc_version)
    return puts("no such allocator");
  everyWay();
}
