// Intent: where memory ends, every way to ask for it fails as without us, and
// what failed counts as nothing.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-cxx -O1 %s -o %t/plain
// RUN: %instrument-cxx -O1 %s -o %t/p
// RUN: %same %t/plain %t/p %t/p.allocs
// RUN: %expect %s %t/p.allocs
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <malloc.h>
#include <new>
#include <sys/resource.h>
static void *volatile Sink;
static void *Spare;
static int Handled;
static constexpr size_t Large = size_t(4) << 30;
static void handler() {
  ++Handled;
  if (Handled == 3)
    std::set_new_handler(nullptr);
  free(Spare);
  Spare = nullptr;
}
static void throwing() { throw 42; } // allocs: 2
template <class Do> static void report(const char *Name, Do Try) {
  errno = 0;
  try {
    Sink = Try();
    fprintf(stderr, "%s: %d", Name, Sink != nullptr);
  } catch (std::bad_alloc &E) {
    fprintf(stderr, "%s: %s", Name, E.what());
  } catch (int E) {
    fprintf(stderr, "%s: %d", Name, E);
  }
  fprintf(stderr, " errno %d\n", errno);
}
int main() {
  Spare = malloc(1 << 20); // allocs: 1
  rlimit Limit = {Large, Large};
  setrlimit(RLIMIT_AS, &Limit);
  report("malloc", [] { return malloc(Large); });
  report("calloc", [] { return calloc(2, Large / 2); });
  report("calloc overflows", [] { return calloc(Large * 2, Large * 2); });
  report("realloc", [] { return realloc(Spare, Large); });
  report("reallocarray", [] { return reallocarray(Spare, Large, Large); });
  report("aligned_alloc", [] { return aligned_alloc(64, Large); });
  report("memalign", [] { return memalign(64, Large); });
  report("new", [] { return operator new(Large); });
  report("new[]", [] { return new char[Large]; });
  report("nothrow", [] { return operator new(Large, std::nothrow); });
  report("aligned new",
         [] { return operator new(Large, std::align_val_t(64)); });
  std::set_new_handler(handler);
  report("handler", [] { return operator new(Large); });
  fprintf(stderr, "%d calls of the handler\n", Handled);
  std::set_new_handler(throwing);
  report("throwing handler", [] { return operator new(Large); });
  report("throwing, nothrow", [] { return operator new(Large, std::nothrow); });
  Sink = malloc(10); // allocs: 1
}
