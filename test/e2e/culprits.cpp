// Intent: the classic invisible allocations are charged to their own line and
// column, at each optimisation level, with either C++ library.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 1 2 3; do %instrument-cxx -O$o %s -o %t/p$o && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %expect %s %t/p$o.allocs || exit 1; done
#include <any>
#include <coroutine>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>
#define NOINLINE __attribute__((noinline))
template <class T> void keep(T &V) { asm volatile("" : : "r"(&V) : "memory"); }

NOINLINE void concatenate() {
  std::string S;
  for (int I = 0; I < 100; ++I)
    S += "a piece of text "; // allocs: 7@7
  keep(S);
}
NOINLINE void grow() {
  std::vector<int> V;
  for (int I = 0; I < 1000; ++I)
    V.push_back(I); // allocs: 11@7
  keep(V);
}
struct Big {
  long A, B, C, D, E; // too large for the buffers of either library
};
NOINLINE void box() {
  Big B = {1, 2, 3, 4, 5};
  keep(B);
  std::function<long()> F = [B] { return B.A + B.C; }; // allocs: 1@29
  keep(F);
}
NOINLINE long byValue(std::vector<int> V) { return long(V.size()); }
NOINLINE void copy(const std::vector<int> &V) {
  long Size = byValue(V); // allocs: 1@23
  keep(Size);
}
NOINLINE void share() {
  auto P = std::make_shared<Big>(); // allocs: 1@12
  keep(P);
}
NOINLINE void insert(std::map<int, int> &M) {
  for (int I = 0; I < 5; ++I)
    M[I] = I; // allocs: 5@5
}
NOINLINE void any() {
  std::any A = Big{1, 2, 3, 4, 5}; // allocs: 1@16
  keep(A);
}
NOINLINE void stream() {
  std::ostringstream S;
  S << "more text than any small buffer takes, so it must allocate " // allocs: some@5
    << 1;
  keep(S);
}
NOINLINE void fail(int I) {
  if (I)
    throw Big{1, 2, 3, 4, 5}; // allocs: 1@5
}
struct Task {
  struct promise_type {
    Task get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> Handle;
};
NOINLINE Task coroutine(int *I) { // allocs: 1@15
  ++*I;
  co_return;
}

int main() {
  concatenate();
  grow();
  box();
  std::vector<int> V(100); // allocs: 1
  keep(V);
  copy(V);
  share();
  std::map<int, int> M;
  insert(M);
  any();
  stream();
  try {
    fail(int(V.size()));
  } catch (Big &B) {
    keep(B);
  }
  int I = 0;
  Task T = coroutine(&I);
  keep(T);
  T.Handle.resume();
  T.Handle.destroy();
}
