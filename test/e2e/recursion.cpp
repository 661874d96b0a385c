// Intent: recursion is folded without charging a line to another one, also when
// it runs through the same library function from two places.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O0 %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p && %expect %s %t/p.allocs
// RUN: env ALLOCSITES_FILE=%t/full.allocs ALLOCSITES_OPTIONS=recursion=1 %t/p
// RUN: %expect %s %t/full.allocs
// RUN: test $(stat -c %%s %t/full.allocs) -gt $(stat -c %%s %t/p.allocs)
#include <vector>
struct Nest {
  std::vector<int> Inner;
  Nest() = default;
  Nest(const Nest &N) : Inner() {
    std::vector<int> V;
    V.push_back(int(N.Inner.size())); // allocs: 20
  }
};
static void *volatile Sink;
static void descend(int Depth) {
  Sink = new int; // allocs: 1001
  if (Depth)
    descend(Depth - 1);
}
int main() {
  std::vector<Nest> N;
  N.reserve(20); // allocs: 1
  for (int I = 0; I < 20; ++I)
    N.push_back(Nest());
  descend(1000);
}
