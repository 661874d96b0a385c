// Intent: C++ without a dynamic linker: threads, all forms of operator new,
// exceptions that only operator new throws, and a child of fork with a profile
// of its own; at each level and by each linker what the dynamic build counts.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for how in "-O2 -pie" "-O2 -static" "-O0 -fPIE -static-pie" "-O0 -fuse-ld=lld -static" "-O2 -fuse-ld=lld -fPIE -static-pie"; do \
// RUN:   echo "$how"; rm -f %t/p.allocs*; \
// RUN:   env ALLOCSITES_CLANGXX=%clangxx %allocsites-clang++ -stdlib=%cxxlib -std=c++20 -pthread $how %s -o %t/p && \
// RUN:   env ALLOCSITES_FILE=%t/p.allocs %t/p && \
// RUN:   %expect %s %t/p.allocs && \
// RUN:   %allocsites top -lines -sample_index=alloc_objects %t/p.allocs.* | %FileCheck %s --check-prefix=CHILD && \
// RUN:   %allocsites top --json %t/p.allocs -focus='^main' | %FileCheck %s || exit 1; \
// RUN: done
// CHECK: "inuse_objects":1,"inuse_space":1234
// CHILD: {{^ *33 .*}} main {{.*}}static-cxx.cpp:[[#@LINE + 61]]
#include <cstdlib>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>
static void *volatile Sink;
struct alignas(64) Wide {
  char Bytes[64];
};
int main() {
  std::vector<std::thread> Threads;
  Threads.reserve(4); // allocs: 1
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([] { // allocs: some
      for (int I = 0; I < 1000; ++I) {
        auto P = std::make_unique<int>(I); // allocs: 4000
        Sink = P.get();
      }
    });
  for (std::thread &Each : Threads)
    Each.join();
  std::vector<std::thread>().swap(Threads);
  for (int I = 0; I < 10; ++I) {
    auto *P = new Wide; // allocs: 10
    Sink = P;
    delete P;
    auto *Q = new Wide[3]; // allocs: 10
    Sink = Q;
    delete[] Q;
    auto *R = new (std::nothrow) char[100]; // allocs: 10
    Sink = R;
    delete[] R;
    Sink = ::operator new(0); // allocs: 10
    ::operator delete(Sink);
  }
  // Whoever catches it does not name its type: the linker has no other reason
  // to bring it.
  int Caught = 0;
  for (int I = 0; I < 3; ++I)
    try {
      Sink = ::operator new(size_t(1) << 62); // allocs: 0
    } catch (...) {
      ++Caught;
    }
  try {
    Sink = ::operator new(size_t(1) << 62, std::align_val_t(64)); // allocs: 0
  } catch (...) {
    ++Caught;
  }
  if (Caught != 4 || ::operator new(size_t(1) << 62, std::nothrow))
    return 1;
  std::string Text;
  Text.assign(100, 'x'); // allocs: 1
  pid_t Child = fork();
  if (Child == 0) {
    for (int I = 0; I < 33; ++I)
      Sink = malloc(I); // allocs: 0
    _exit(0);
  }
  int Status;
  if (waitpid(Child, &Status, 0) != Child || Status)
    return 2;
  Sink = malloc(1234); // allocs: 1
}
