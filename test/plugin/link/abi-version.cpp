// Intent: linking with the runtime of another ABI version fails, by a name that
// tells it; also where unused sections are dropped.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -D__allocsites_abi_2=__allocsites_abi_3 -fexceptions -I%include_dir -c %S/../Inputs/fake_runtime.cpp -o %t/rt.o
// RUN: %clangxx -g -O2 -ffunction-sections -fdata-sections -fpass-plugin=%plugin -c %s -o %t/a.o
// RUN: for linker in lld bfd; do \
// RUN:   %not %clangxx -fuse-ld=$linker -Wl,--gc-sections %t/a.o %t/rt.o -o %t/a 2>&1 | %FileCheck %s || exit 1; done
// CHECK: undefined {{reference|symbol}}{{.*}}__allocsites_abi_2
void *volatile Sink;
int main() { Sink = new char; }
