// Intent: libc++ has two ways to get a block, one of them for large alignments: that
// the optimiser leaves only one is no elided allocation, and that it leaves none is
// one.
//
// REQUIRES: libc++
// RUN: rm -rf %t && mkdir -p %t && %instrument-cxx -stdlib=libc++ -O2 %s -o %t/p
// RUN: %allocsites sites --elided %t/p | %FileCheck %s
#include <string>
#include <vector>

// CHECK: Elided by the optimiser: 2 allocations
// CHECK-NOT: kept
// CHECK: gone(){{.*}} [operator new in std::string::basic_string
// CHECK-NEXT: gone(){{.*}} [new std::string]
// CHECK-NOT: gone
__attribute__((noinline)) long kept(int N) {
  std::vector<int> V(N);
  V[N - 1] = 3;
  long Sum = 0;
  for (int X : V)
    Sum += X;
  return Sum;
}
__attribute__((noinline)) long gone() {
  std::string A(50, 'x');
  long Size = long(A.size());
  std::string *B = new std::string;
  Size += long(B->size());
  delete B;
  return Size;
}

int main() { return kept(5) + gone() != 53; }
