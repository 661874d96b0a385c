// Intent: an instrumented library brings its own sites, linked or loaded, and
// loading it again costs nothing more.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O2 -DLIBRARY -shared -fPIC %s -o %t/plugin.so
// RUN: %instrument-cxx -O2 %s -o %t/p -ldl
// RUN: env ALLOCSITES_FILE=%t/one.allocs %t/p %t/plugin.so 1
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p %t/plugin.so 50
// RUN: %allocsites top --json -lines %t/p.allocs -focus=fromLibrary | %FileCheck %s
// CHECK: "rows"
// CHECK: "line":[[#@LINE + 9]],{{.*}}"flat":{"alloc_objects":50,
// RUN: test $(stat -c %%s %t/one.allocs) = $(stat -c %%s %t/p.allocs)
#include <cstdlib>
#include <dlfcn.h>
static void *volatile Sink;
#ifdef LIBRARY

// The line that allocates.
extern "C" void fromLibrary() {
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
