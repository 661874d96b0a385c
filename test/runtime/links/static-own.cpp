// Intent: a program that has a malloc or an operator new of its own and links
// archives, of the runtime, of the C++ library or of all: they are called as
// without us, and what they ask for in turn is a part of what was asked of them.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: static="-static @%runtime_dir/allocsites/static.rsp %runtime_dir/liballocsites_rt_static.a"; \
// RUN: shared="-L%runtime_dir -Wl,-rpath,%runtime_dir -lallocsites_rt"; archive=%runtime_dir/liballocsites_rt.a; \
// RUN: for part in MALLOC NEW; do \
// RUN:   %plain-cxx -O1 -DOWN_$part -c %s -o %t/own.o && \
// RUN:   %plain-cxx -O1 -static -D$part %s %t/own.o -o %t/plain && \
// RUN:   %t/plain > %t/plain.out || exit 1; \
// RUN:   for linker in bfd lld; do \
// RUN:     for plugin in "" -fpass-plugin=%plugin; do \
// RUN:       %plain-cxx -O1 $plugin -DOWN_$part -c %s -o %t/own.o && \
// RUN:       %plain-cxx -O1 -fpass-plugin=%plugin -D$part -c %s -o %t/main.o || exit 1; \
// RUN:       for runtime in "$static" "$archive" "$archive -static-libstdc++" "$shared -static-libstdc++"; do \
// RUN:         %plain-cxx -fuse-ld=$linker %t/main.o %t/own.o $runtime -o %t/p && \
// RUN:         env ALLOCSITES_FILE=%t/p.allocs %t/p > %t/p.out && \
// RUN:         diff %t/plain.out %t/p.out && %expect %s %t/p.allocs && rm %t/p.allocs || exit 1; \
// RUN:       done; \
// RUN:     done; \
// RUN:   done; \
// RUN: done
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
extern int Calls, Deletes;
#if defined(OWN_MALLOC)
// Never gives back, and each function calls another one.
int Calls, Deletes;
alignas(16) static char Pool[16 << 20];
static std::size_t Used;
extern "C" {
void *malloc(std::size_t Size) {
  char *Block = Pool + __atomic_fetch_add(&Used, (Size + 31) & ~15ul, 0);
  ++Calls;
  std::memcpy(Block, &Size, sizeof Size);
  return Block + 16;
}
void free(void *) {}
void *calloc(std::size_t Count, std::size_t Size) {
  return std::memset(malloc(Count * Size), 0, Count * Size);
}
void *realloc(void *Old, std::size_t Size) {
  void *Block = malloc(Size);
  std::size_t Was = 0;
  if (Old)
    std::memcpy(&Was, static_cast<char *>(Old) - 16, sizeof Was);
  return std::memcpy(Block, Old ? Old : Block, Was < Size ? Was : Size);
}
}
#elif defined(OWN_NEW)
// Two forms of many: the others are to end in these.
int Calls, Deletes;
void *operator new(std::size_t Size) {
  ++Calls;
  if (Size > 1000000)
    throw std::bad_alloc();
  return static_cast<char *>(std::malloc(Size + 16)) + 16;
}
void operator delete(void *Block) noexcept {
  ++Deletes;
  if (Block)
    std::free(static_cast<char *>(Block) - 16);
}
#else
#include <cstdio>
#include <memory>
static void *volatile Sink;
int main() {
  int Before = Calls;
  for (int I = 0; I < 10; ++I) {
    Sink = std::malloc(10); // allocs: 10
    std::free(Sink);
    Sink = std::calloc(3, 5); // allocs: 10
    std::free(Sink);
    Sink = std::realloc(nullptr, 7); // allocs: 10
    Sink = std::realloc(Sink, 9);    // allocs: 10
    std::free(Sink);
    int *P = new int; // allocs: 10
    Sink = P;
    delete P;
    P = new int[9]; // allocs: 10
    Sink = P;
    delete[] P;
    P = new (std::nothrow) int; // allocs: 10
    Sink = P;
    ::operator delete(P, std::nothrow);
    P = new (std::nothrow) int[9]; // allocs: 10
    Sink = P;
    ::operator delete[](P, std::nothrow);
    auto Shared = std::make_shared<int>(5); // allocs: 10
    Sink = Shared.get();
  }
#ifdef NEW
  Sink = new (std::nothrow) char[2000000]; // allocs: 0
  if (Sink)
    return 1;
#endif
  printf("%d %d\n", Calls - Before, Deletes); // allocs: some
}
#endif
