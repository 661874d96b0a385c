// Intent: instrumented shared libraries share the program's list of records,
// also those opened at run time, and take their site tables along.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -fPIC -shared -I%include_dir %S/../Inputs/fake_runtime.cpp -o %t/librt.so
// RUN: for o in 0 1 2 3; do \
// RUN:   %clangxx -std=c++20 -g -O$o -fPIC -shared -DLIBRARY -fpass-plugin=%plugin %s %t/librt.so -o %t/lib.so && \
// RUN:   %clangxx -std=c++20 -g -O$o -fpass-plugin=%plugin %s %t/librt.so -Wl,-rpath,%t -o %t/a && \
// RUN:   env TRACE=1 %t/a %t/lib.so 2> %t/trace.$o && %FileCheck %s < %t/trace.$o || exit 1; \
// RUN: done
#include <dlfcn.h>
#define KEEP __attribute__((noinline))
#ifdef LIBRARY
extern "C" KEEP void *work(void *(*callback)(int)) {
  callback(3);
  return new char[30];
}
#else
KEEP void *called(int n) { return new char[n]; }
int main(int, char **argv) {
  for (int i = 0; i < 2; ++i) {
    void *library = dlopen(argv[1], RTLD_NOW);
    auto *work = (void *(*)(void *(*)(int)))dlsym(library, "work");
    work(called);
    dlclose(library);
  }
}
#endif
// CHECK: new 3: _Znam <char> in _Z6calledi {{.*}} <- ? in work dlopen.cpp:15:3 <- ? in main dlopen.cpp:24:5
// CHECK: new 30: _Znam <char> in work dlopen.cpp:16:10 <- ? in main dlopen.cpp:24:5
// CHECK: new 3: _Znam <char> in _Z6calledi {{.*}} <- ? in work dlopen.cpp:15:3 <- ? in main dlopen.cpp:24:5
// CHECK: end
