// Intent: the number to reserve is that of elements also if the vector did not begin
// with one, and who needs less is not told to reserve the most.
//
// RUN: rm -rf %t && mkdir -p %t && %instrument-cxx -O2 %s -o %t/p && env ALLOCSITES_FILE=%t/p.allocs %t/p
// RUN: %allocsites advise --json %t/p.allocs > %t/json && %python -c "import json, sys; [print(f['line'], f['rule'], f['advice']) for f in sorted(json.load(sys.stdin)['findings'], key=lambda f: f['line'])]" < %t/json | %FileCheck %s

#include <cstddef>
#include <vector>
#define NOINLINE __attribute__((noinline))
struct Point {
  double X, Y;
};

NOINLINE std::size_t hadRoom() {
  std::vector<int> V;
  V.reserve(16);
  for (int I = 0; I < 1000; ++I)
    // CHECK: [[#@LINE+1]] vector-no-reserve {{.*}} reserve(1024) is what the largest came to.{{$}}
    V.push_back(I);
  return V.size();
}

NOINLINE std::size_t ofUnknownSize(int N) {
  std::vector<Point> V;
  for (int I = 0; I < N; ++I)
    // CHECK-NEXT: [[#@LINE+1]] vector-no-reserve {{.*}} reserve(512) is what the largest came to, if it began with one element of 16B. Most need less: reserve for each what it gets, not that.{{$}}
    V.push_back({1, 2});
  return V.size();
}

int main() {
  std::size_t Sum = 0;
  for (int I = 0; I < 200; ++I)
    Sum += hadRoom() + ofUnknownSize(I % 10 ? 3 : 300);
  return Sum == 0;
}
