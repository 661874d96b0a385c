// Intent: notes of elided allocations go with the functions that the linker
// drops, an inline function of two units has them once, and link-time
// optimisation keeps them.
//
// RUN: rm -rf %t && mkdir %t
// RUN: for how in "-fuse-ld=lld" "-fuse-ld=bfd" "-fuse-ld=lld -flto=thin" "-fuse-ld=lld -flto" "-fuse-ld=bfd -fno-pie -no-pie" "-fuse-ld=lld -fPIC -shared"; do \
// RUN:   for part in 1 2; do %instrument-cxx -O2 -ffunction-sections $how -Wno-unused-command-line-argument -DPART=$part -c %s -o %t/$part.o || exit 1; done; \
// RUN:   %instrument-cxx -O2 $how --ld-path=$(dirname %FileCheck)/ld.lld -Wl,--gc-sections %t/1.o %t/2.o -o %t/lld || exit 1; \
// RUN:   case "$how" in *bfd*) %instrument-cxx -O2 $how -Wl,--gc-sections %t/1.o %t/2.o -o %t/lld || exit 1;; esac; \
// RUN:   %allocsites sites --elided %t/lld > %t/out; \
// RUN:   case "$how" in *shared*) %FileCheck %s --check-prefixes=SHARED < %t/out;; *) %FileCheck %s < %t/out;; esac || { echo "$how"; cat %t/out; exit 1; }; done
//
// Assembled by GNU as:
// RUN: %instrument-cxx -O2 -fno-integrated-as -DPART=1 -c %s -o %t/1.o && %instrument-cxx -O2 -DPART=2 %s %t/1.o -o %t/as && %allocsites sites --elided %t/as | %FileCheck %s --check-prefix=AS
int other(int N);
__attribute__((noinline)) inline int twice(int N) {
  int *P = new int(N);
  int R = *P * 2;
  delete P;
  return R;
}
#if PART == 1
int unused(int N) {
  long *P = new long(N);
  int R = int(*P);
  delete P;
  return R;
}
int main(int Argc, char **) {
  char *P = new char(char(Argc));
  int R = *P;
  delete P;
  return twice(R) + other(Argc) - 4;
}
#else
int other(int N) { return twice(N); }
#endif
// CHECK: Elided by the optimiser: 2 allocations
// CHECK: elided allocations:
// CHECK-DAG: twice(int) {{.*}}sites-link.cpp:[[#@LINE-23]]:12  [new int]
// CHECK-DAG: main {{.*}}sites-link.cpp:[[#@LINE-11]]:13  [new char]
// CHECK-NOT: unused
// SHARED: Elided by the optimiser: 3 allocations
// AS: Elided by the optimiser: 3 allocations
