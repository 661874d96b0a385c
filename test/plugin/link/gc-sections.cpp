// Intent: tables go with the functions that --gc-sections drops.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -I%include_dir -c %S/../Inputs/fake_runtime.cpp -o %t/rt.o
// RUN: for unused in 0 1; do \
// RUN:   %clangxx -std=c++20 -g -O1 -DUNUSED=$unused -ffunction-sections -fpass-plugin=%plugin -c %s -o %t/$unused.o || exit 1; done
// RUN: size() { %python %S/../Inputs/sections.py %llvm_bin/llvm-readelf size "$@"; }; \
// RUN: test $(size %t/1.o) -gt $(size %t/0.o) || exit 1; \
// RUN: for linker in lld bfd; do for unused in 0 1; do \
// RUN:     %clangxx -fuse-ld=$linker -Wl,--gc-sections %t/$unused.o %t/rt.o -o %t/a.$unused && %t/a.$unused || exit 1; done; \
// RUN:   test $(size %t/a.0) = $(size %t/a.1) || exit 1; done
void *volatile Sink;
#if UNUSED
void unused() { Sink = new long[100]; }
#endif
int main() { Sink = new char[1]; }
