// Intent: an instrumented library in a program that knows nothing of us counts
// its own allocations, and a thousand rounds of loading and unloading it leave
// nothing behind.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O2 -DLIBRARY -shared -fPIC %s -o %t/plugin.so
// RUN: %plain-cxx -O2 %s -o %t/host
// RUN: env ALLOCSITES_FILE=%t/ten.allocs %t/host %t/plugin.so 10 > %t/ten
// RUN: env ALLOCSITES_FILE=%t/many.allocs %t/host %t/plugin.so 1000 > %t/many
// RUN: %expect %s %t/many.allocs
// RUN: %allocsites top %t/many.allocs | grep '^Note: the program loaded an instrumented library while it ran'
// RUN: test $(stat -c %%s %t/ten.allocs) = $(stat -c %%s %t/many.allocs)
// RUN: %python -c 'few, many = int(open("%t/ten").read()), int(open("%t/many").read()); print(few, many); assert many < few + 1000'
//
// With the runtime loaded first, the same and the host's as well.
// RUN: env LD_PRELOAD=%runtime_dir/liballocsites_rt.so ALLOCSITES_FILE=%t/preload.allocs %t/host %t/plugin.so 1000
// RUN: %expect %s %t/preload.allocs
// RUN: %allocsites top %t/preload.allocs | %not grep '^Note:'
// RUN: %allocsites top --json %t/preload.allocs | %FileCheck %s
// CHECK: outside instrumented code{{.*}}"alloc_objects":{{[0-9][0-9][0-9][0-9]}}
#include <cstdlib>
#include <string>
#ifdef LIBRARY
static void *volatile Sink;
static std::string Text;
extern "C" void fromLibrary() {
  free(Sink = malloc(64)); // allocs: 1000
  // Grown by the C++ library, which is not instrumented.
  std::string Long;
  Long.assign(100, 'x'); // allocs: 1000
  Text = "short";
}
#else
#include <cstdio>
#include <dlfcn.h>
#include <fstream>
static long residentKiB() {
  std::ifstream Status("/proc/self/status");
  for (std::string Line; std::getline(Status, Line);)
    if (Line.rfind("VmRSS:", 0) == 0)
      return atol(Line.c_str() + 6);
  return 0;
}
int main(int, char **Argv) {
  for (int I = atoi(Argv[2]); I; --I) {
    void *Library = dlopen(Argv[1], RTLD_NOW);
    if (!Library)
      return 1;
    reinterpret_cast<void (*)()>(dlsym(Library, "fromLibrary"))();
    dlclose(Library);
  }
  printf("%ld\n", residentKiB());
}
#endif
