// Intent: an inline function of two units leaves one table in the program.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -I%include_dir -c %S/../Inputs/fake_runtime.cpp -o %t/rt.o
// RUN: for part in 1 2 3; do \
// RUN:   %clangxx -std=c++20 -g -O1 -DPART=$part -fpass-plugin=%plugin -c %s -o %t/$part.o || exit 1; done
// RUN: size() { %python %S/../Inputs/sections.py %llvm_bin/llvm-readelf size "$@"; }; \
// RUN: for linker in lld bfd; do \
// RUN:   %clangxx -fuse-ld=$linker %t/1.o %t/2.o %t/rt.o -o %t/a.$linker && %t/a.$linker && \
// RUN:   test $(size %t/a.$linker) -lt $(($(size %t/1.o %t/2.o) - $(size %t/3.o) + 8)) && \
// RUN:   test $(size %t/3.o) -gt 40 || exit 1; done
extern void *volatile Sink;
__attribute__((noinline)) inline void shared(int n) {
  Sink = new char[n];
  Sink = new int[n];
  Sink = new long[n];
}
#if PART == 1
void *volatile Sink;
void other();
int main() {
  shared(1);
  other();
}
#elif PART == 2
void other() { shared(2); }
#else
// Nothing but the table of the inline function.
auto Used = &shared;
#endif
