// Intent: an instrumented library brings its own sites, linked or loaded, and
// loading it again costs nothing more.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do \
// RUN:   %instrument-cxx -O$o -DLIBRARY -shared -fPIC %s -o %t/plugin.so && \
// RUN:   %instrument-cxx -O$o %s -o %t/p -ldl && \
// RUN:   env ALLOCSITES_FILE=%t/one.$o.allocs %t/p %t/plugin.so 1 && \
// RUN:   env ALLOCSITES_FILE=%t/$o.allocs %t/p %t/plugin.so 50 && \
// RUN:   test $(stat -c %%s %t/one.$o.allocs) = $(stat -c %%s %t/$o.allocs) && \
// RUN:   %allocsites top --json -lines %t/$o.allocs -focus=fromLibrary > %t/json && \
// RUN:   %FileCheck %s < %t/json || exit 1; done
// CHECK: "rows"
// CHECK: "line":[[#@LINE + 8]],{{.*}}"flat":{"alloc_objects":50,
#include <cstdlib>
#include <dlfcn.h>
static void *volatile Sink;
#ifdef LIBRARY

extern "C" void fromLibrary() {
  // The line that allocates.
  Sink = malloc(64);
}
#else
int main(int, char **Argv) {
  for (int I = atoi(Argv[2]); I; --I) {
    void *Library = dlopen(Argv[1], RTLD_NOW);
    if (!Library)
      return 1;
    reinterpret_cast<void (*)()>(dlsym(Library, "fromLibrary"))();
    dlclose(Library);
  }
}
#endif
