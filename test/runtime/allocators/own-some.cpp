// Intent: a program that replaces but one form of operator new or delete: that one
// is called as without us, by the forms that are to call it as well; also if the
// runtime, the C++ library or both are archives.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-cxx -O1 -c %s -o %t/plain-main.o
// RUN: %plain-cxx -O1 -fpass-plugin=%plugin -c %s -o %t/main.o
// RUN: shared="-L%runtime_dir -Wl,-rpath,%runtime_dir -lallocsites_rt"; archive=%runtime_dir/liballocsites_rt.a; \
// RUN: inside=$(test %cxxlib = libc++ || echo -static-libstdc++); \
// RUN: for form in NEW ARRAY NOTHROW ALIGNED DELETE DELETE_ARRAY; do \
// RUN:   %plain-cxx -O1 -DOWN_$form -c %s -o %t/plain.o && \
// RUN:   %plain-cxx %t/plain-main.o %t/plain.o -o %t/plain && \
// RUN:   %plain-cxx -O1 -fpass-plugin=%plugin -DOWN_$form -c %s -o %t/p.o || exit 1; \
// RUN:   for runtime in "$shared" "$archive" "$shared $inside" "$archive $inside"; do \
// RUN:     %plain-cxx %t/main.o %t/p.o $runtime -o %t/p && \
// RUN:     %same %t/plain %t/p %t/p.allocs && %expect %s %t/p.allocs && rm %t/p.allocs || exit 1; \
// RUN:   done; \
// RUN: done
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>
extern int Calls;
#if defined(OWN_NEW) || defined(OWN_ARRAY) || defined(OWN_NOTHROW) ||          \
    defined(OWN_ALIGNED) || defined(OWN_DELETE) || defined(OWN_DELETE_ARRAY)
int Calls;
static void *take(std::size_t Size) {
  ++Calls;
  return std::malloc(Size);
}
#if defined(OWN_NEW)
void *operator new(std::size_t Size) { return take(Size); }
#elif defined(OWN_ARRAY)
void *operator new[](std::size_t Size) { return take(Size); }
#elif defined(OWN_NOTHROW)
void *operator new(std::size_t Size, const std::nothrow_t &) noexcept {
  return take(Size);
}
#elif defined(OWN_ALIGNED)
void *operator new(std::size_t Size, std::align_val_t Alignment) {
  ++Calls;
  return std::aligned_alloc(std::size_t(Alignment), Size);
}
#elif defined(OWN_DELETE)
void operator delete(void *Block) noexcept {
  ++Calls;
  std::free(Block);
}
#else
void operator delete[](void *Block) noexcept {
  ++Calls;
  std::free(Block);
}
#endif
#else
static void *volatile Sink;
struct alignas(64) Wide {
  char Bytes[64];
};
int main() {
  for (int I = 0; I < 10; ++I) {
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
    auto *W = new Wide; // allocs: 10
    Sink = W;
    delete W;
    W = new Wide[3]; // allocs: 10
    Sink = W;
    delete[] W;
  }
  printf("%d\n", Calls); // allocs: some
}
#endif
