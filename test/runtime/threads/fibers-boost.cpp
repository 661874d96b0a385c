// Intent: Boost.Context's fibers: one that first allocates when the function that
// started it has long returned counts below its own function alone, whichever
// way the library is linked.
//
// REQUIRES: boost-context
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for library in -lboost_context -l:libboost_context.a; do \
// RUN:   for o in 0 2; do \
// RUN:     %instrument-cxx -O$o %s $library -o %t/p && \
// RUN:     env ALLOCSITES_FILE=%t/p.allocs %t/p && \
// RUN:     %expect %s %t/p.allocs && \
// RUN:     %allocsites tree -focus=inFiber -nodefraction=0 %t/p.allocs | %FileCheck %s && rm %t/p.allocs || exit 1; \
// RUN:   done; \
// RUN: done
// CHECK: flat objects
// CHECK-NEXT: {{.*}} 300 start()::$_0::operator()
// CHECK-NEXT: {{.*}} 300 inFiber(int)
#include <boost/context/fiber.hpp>
#include <cstdlib>
#include <cstring>
#include <utility>
namespace ctx = boost::context;
static void *volatile Sink;
[[gnu::noinline]] static void inFiber(int Times) {
  for (int I = 0; I < Times; ++I) {
    Sink = malloc(10); // allocs: 300
    free(Sink);
  }
}
[[gnu::noinline]] static ctx::fiber start() {
  ctx::fiber Fiber([](ctx::fiber &&Main) { // allocs: 10
    // Nothing yet: whoever called is still to be found out.
    Main = std::move(Main).resume();
    for (int Round = 0; Round < 3; ++Round) {
      inFiber(10);
      Main = std::move(Main).resume();
    }
    return std::move(Main);
  });
  return std::move(Fiber).resume();
}
/// Where start's frame was.
[[gnu::noinline]] static void overwrite() {
  char Bytes[8192];
  memset(Bytes, 0x41, sizeof Bytes);
  Sink = Bytes;
}
int main() {
  for (int I = 0; I < 10; ++I) {
    ctx::fiber Fiber = start();
    overwrite();
    while (Fiber)
      Fiber = std::move(Fiber).resume();
  }
}
