// Intent: a program's own operator new, global or of a class, and memory
// resources: each allocation counts once, at the line that asks for it, and the
// program's functions are called as without us; also if the runtime, the C++
// library or both are archives.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-cxx -O1 -DOWN -c %s -o %t/plain.o
// RUN: %plain-cxx -O1 %s %t/plain.o -o %t/plain
// RUN: %plain-cxx -O1 -fpass-plugin=%plugin -DOWN -c %s -o %t/p.o
// RUN: %plain-cxx -O1 -fpass-plugin=%plugin -c %s -o %t/main.o
// RUN: shared="-L%runtime_dir -Wl,-rpath,%runtime_dir -lallocsites_rt"; archive=%runtime_dir/liballocsites_rt.a; \
// RUN: for runtime in "$shared" "$archive" "$shared -static-libstdc++" "$archive -static-libstdc++" "$archive -fuse-ld=lld"; do \
// RUN:   %plain-cxx %t/main.o %t/p.o $runtime -o %t/p && \
// RUN:   %same %t/plain %t/p %t/p.allocs && \
// RUN:   %expect %s %t/p.allocs && \
// RUN:   %allocsites top --json -lines %t/p.allocs -focus='^main' | %FileCheck %s && rm %t/p.allocs || exit 1; \
// RUN: done
// CHECK: "inuse_objects":1,"inuse_space":1234
#include <cstdio>
#include <cstdlib>
#include <memory_resource>
#include <new>
#include <string>
#include <vector>
static void *volatile Sink;
extern int News, Deletes;
#ifdef OWN
int News, Deletes;
void *operator new(std::size_t Size) {
  ++News;
  if (void *P = std::malloc(Size + 16))
    return static_cast<char *>(P) + 16;
  throw std::bad_alloc();
}
void operator delete(void *P) noexcept {
  ++Deletes;
  if (P)
    std::free(static_cast<char *>(P) - 16);
}
void operator delete(void *P, std::size_t) noexcept { operator delete(P); }
#else
static int Classes;
struct Pooled {
  int Number = 1;
  static void *operator new(std::size_t Size) {
    ++Classes;
    return std::malloc(Size); // allocs: 20
  }
  static void operator delete(void *P) { std::free(P); }
};
int main() {
  for (int I = 0; I < 30; ++I) {
    int *P = new int; // allocs: 30
    Sink = P;
    delete P;
  }
  for (int I = 0; I < 20; ++I) {
    auto *P = new Pooled;
    Sink = P;
    delete P;
  }
  {
    // The C++ library's code asks the program's operator new as well.
    std::string Text;
    Text.assign(100, 'x'); // allocs: 1
    Text.append(400, 'y'); // allocs: 1
  }
  {
    char Room[256];
    std::pmr::monotonic_buffer_resource Resource(Room, sizeof Room);
    std::pmr::vector<int> V(&Resource);
    V.reserve(10);  // in the room
    V.reserve(500); // allocs: 1
    Sink = V.data();
  }
  printf("%d %d %d\n", News, Deletes, Classes); // allocs: some
  Sink = std::malloc(1234);                     // allocs: 1
}
#endif
