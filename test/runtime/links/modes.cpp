// Intent: position-independent or not, whole-program or thin LTO, without
// exceptions, without RTTI, with each linker, with the runtime's archive: the
// counts are the same. Also in a program without a dynamic linker, whose
// allocation functions are wrapped by the linker.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: check() { \
// RUN:   %clangxx -std=c++20 -g -O2 -I%include_dir -fpass-plugin=%plugin %s "$@" -o %t/p || exit 1; \
// RUN:   env ALLOCSITES_FILE=%t/p.allocs %t/p && %expect %s %t/p.allocs && rm %t/p.allocs || exit 1; }; \
// RUN: archive=%runtime_dir/liballocsites_rt.a; \
// RUN: shared="-L%runtime_dir -Wl,-rpath,%runtime_dir -lallocsites_rt"; \
// RUN: for runtime in "$archive" "$shared"; do \
// RUN:   check -fPIE -pie $runtime; \
// RUN:   check -fno-PIE -no-pie $runtime; \
// RUN:   check --ld-path=%lld -flto $runtime; \
// RUN:   check --ld-path=%lld -flto=thin $runtime; \
// RUN:   check -fuse-ld=lld -Wl,--gc-sections -Wl,--icf=all -ffunction-sections $runtime; \
// RUN:   check -fno-exceptions -fno-rtti -fno-asynchronous-unwind-tables $runtime; \
// RUN:   check -static-libstdc++ -static-libgcc $runtime; \
// RUN:   check -Wl,-z,now -Wl,-z,relro -fno-plt $runtime; \
// RUN: done; \
// RUN: static="@%runtime_dir/allocsites/static.rsp %runtime_dir/liballocsites_rt_static.a"; \
// RUN: check -static -O0 $static; \
// RUN: check -static --ld-path=%lld -flto $static; \
// RUN: check -static -fuse-ld=lld -Wl,--gc-sections -Wl,--icf=all -ffunction-sections $static; \
// RUN: check -fPIE -static-pie --ld-path=%lld -flto=thin $static; \
// RUN: check -fPIE -static-pie -fno-exceptions -fno-rtti $static
#include <allocsites/api.h>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>
static void *volatile Sink;
int main() {
  if (!allocsites_active())
    return 2;
  for (int I = 0; I < 100; ++I) {
    Sink = malloc(64); // allocs: 100
    free(Sink);
    int *P = new int; // allocs: 100
    Sink = P;
    delete P;
  }
#ifdef __cpp_exceptions
  try {
    Sink = ::operator new(PTRDIFF_MAX);
    return 1;
  } catch (const std::bad_alloc &) { // allocs: 0
  }
#endif
  std::string Text;
  Text.assign(100, 'x'); // allocs: 1
  Sink = Text.data();
  std::vector<int> V;
  for (int I = 0; I < 8; ++I)
    V.push_back(I); // allocs: 4
  Sink = V.data();
}
