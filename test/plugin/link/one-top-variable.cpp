// Intent: an executable of many units has one innermost record for each thread.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -shared -fPIC -I%include_dir %S/../Inputs/fake_runtime.cpp -o %t/librt.so
// RUN: for part in 1 2; do \
// RUN:   %clangxx -g -O1 -fno-pie -DPART=$part -fpass-plugin=%plugin -c %s -o %t/$part.o || exit 1; done
// RUN: for linker in lld bfd; do \
// RUN:   %clangxx -fuse-ld=$linker -no-pie %t/1.o %t/2.o %t/librt.so -Wl,-rpath,%t -o %t/a && %t/a && \
// RUN:   %llvm_bin/llvm-readelf -lW %t/a | %FileCheck %s || exit 1; done
// CHECK: TLS {{(0x[0-9a-f]+ )+}}0x000008 R
extern int Rounds;
void other();
void *make(int Size);
#if PART == 1
void *make(int Size) { return new char[Size]; }
int main() {
  for (int I = 0; I < Rounds; ++I)
    other();
}
#else
int Rounds = 2;
void *volatile Sink;
void other() {
  for (int I = 0; I < Rounds; ++I)
    Sink = make(I + Rounds);
}
#endif
