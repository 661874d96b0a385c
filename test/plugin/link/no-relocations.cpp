// Intent: site tables cost nothing when a program or library is loaded.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -fPIC -shared -I%include_dir %S/../Inputs/fake_runtime.cpp -o %t/librt.so
// RUN: count() { %python %S/../Inputs/sections.py %llvm_bin/llvm-readelf relocations "$@"; }; \
// RUN: for linker in lld bfd; do \
// RUN:   for how in "-fPIC -shared" "-fPIE -pie" "-fno-PIE -no-pie"; do \
// RUN:     %clangxx -std=c++20 -g -O1 -fuse-ld=$linker $how -fpass-plugin=%plugin %s %t/librt.so -Wl,-rpath,%t -o %t/a && \
// RUN:     test $(%python %S/../Inputs/sections.py %llvm_bin/llvm-readelf size %t/a) -gt 40 && \
// RUN:     test $(count %t/a) = 0 || exit 1; \
// RUN:     case $how in *-shared) ;; *) %t/a || exit 1;; esac; done; done
void *volatile Sink;
__attribute__((noinline)) void f() { Sink = new char[1]; }
int main() {
  f();
  f();
}
