// Intent: of a function that was inlined twice each copy is told for itself: one
// lost its allocation, the other is a site.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O2 %s -o %t/p
// RUN: %allocsites sites --allocations %t/p > %t/sites && %allocsites sites --elided %t/p >> %t/sites && %FileCheck %s < %t/sites
void *volatile Sink;
static volatile int Zero = 0;
static int *make(int N) { return new int(N); }
__attribute__((noinline)) int gone(int N) {
  int *P = make(N);
  int R = *P;
  delete P;
  Sink = nullptr; // not to be pure
  return R;
}
__attribute__((noinline)) void kept(int N) { Sink = make(N); }
int main() {
  kept(Zero);
  return gone(Zero);
}
// CHECK: Sites: 1 allocation,
// CHECK: allocations:
// CHECK-NEXT: {{^}}make(int) {{.*}}sites-copies.cpp:9:34  [new int, called from kept(int) {{.*}}sites-copies.cpp:17:53]
// CHECK: elided allocations:
// CHECK-NEXT: {{^}}make(int) {{.*}}sites-copies.cpp:9:34  [new int, called from gone(int) {{.*}}sites-copies.cpp:11:12]
// CHECK-NOT: {{.}}
