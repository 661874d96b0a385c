// Intent: recursion is folded without charging a line to another one, also when
// it runs through the same library function from two places.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -O$o %s -o %t/p && \
// RUN:   env ALLOCSITES_FILE=%t/$o.allocs %t/p && %expect %s %t/$o.allocs && \
// RUN:   env ALLOCSITES_FILE=%t/full.$o.allocs ALLOCSITES_OPTIONS=recursion=1 %t/p && \
// RUN:   %expect %s %t/full.$o.allocs || exit 1; done
// RUN: test $(stat -c %%s %t/full.0.allocs) -gt $(stat -c %%s %t/0.allocs)
#include <vector>
static void *volatile Sink;
struct Nest {
  std::vector<int> Inner;
  Nest() = default;
  Nest(const Nest &N) : Inner() {
    std::vector<int> V;
    V.push_back(int(N.Inner.size())); // allocs: 20
    Sink = V.data();
  }
};
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
