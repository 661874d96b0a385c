// Intent: a C program that loads its first C++ library while it runs: operator
// new of that library works, fails as it must, and counts.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O1 -DLIBRARY -shared -fPIC %s -o %t/library.so
// RUN: %plain-cxx -O1 -DLIBRARY -shared -fPIC %s -o %t/plain.so
// RUN: %instrument-c -x c -O1 %s -o %t/host
// RUN: for library in library plain; do \
// RUN:   env ALLOCSITES_FILE=%t/$library.allocs %t/host %t/$library.so && \
// RUN:   %expect %s %t/$library.allocs --only $library || exit 1; \
// RUN: done
#ifdef LIBRARY
#include <cstdint>
#include <new>
#include <string>
static void *volatile Sink;
extern "C" int fromLibrary() {
  for (int I = 0; I < 5; ++I) {
    int *P = new int; // allocs library: 5
    Sink = P;
    delete P;
  }
  std::string Long;
  Long.assign(100, 'x'); // allocs library: 1
  Sink = ::operator new(PTRDIFF_MAX, std::nothrow);
  return Sink ? 1 : 0;
}
#else
#include <dlfcn.h>
#include <stdlib.h>
int main(int Count, char **Arguments) {
  void *volatile P = malloc(10); // allocs: 1
  free(P);
  void *Library = dlopen(Arguments[Count - 1], RTLD_NOW); // allocs: some
  if (!Library)
    return 2;
  int (*Function)(void) = (int (*)(void))dlsym(Library, "fromLibrary");
  return Function(); // allocs plain: 6
}
#endif
