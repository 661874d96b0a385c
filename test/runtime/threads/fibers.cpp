// Intent: fibers (swapcontext)
// and jumps out of callbacks through code that is not instrumented:
// every allocation counts once, on its line, under its fiber's function.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clang -O1 -DMIDDLE -x c -c %s -o %t/middle.o
// RUN: %instrument-cxx -O1 %s %t/middle.o -o %t/p
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p
// RUN: %expect %s %t/p.allocs
// RUN: %allocsites tree %t/p.allocs | %FileCheck %s
// No fiber is ever called by another one.
// CHECK-NOT: {{fiberOne.*fiberTwo|fiberTwo.*fiberOne}}
#ifdef MIDDLE
void middle(void (*Callback)(void)) { Callback(); }
#else
#include <csetjmp>
#include <cstdlib>
#include <string>
#include <ucontext.h>
extern "C" void middle(void (*)());
static void *volatile Sink;
static ucontext_t Main, One, Two;
static char Stacks[2][256 << 10];
static std::jmp_buf Back;

[[gnu::noinline]] static void deep(int Level) {
  if (Level)
    return deep(Level - 1);
  Sink = malloc(1); // allocs: 4000
  free(Sink);
}
static void fiberOne() {
  for (int I = 0; I < 1000; ++I) {
    deep(I % 5);
    swapcontext(&One, &Two);
    // No call of instrumented code in between: the C++ library grows it.
    std::string Text;
    Text.assign(100, 'x'); // allocs: 1000
    Sink = malloc(2);      // allocs: 1000
    free(Sink);
  }
}
static void fiberTwo() {
  for (int I = 0; I < 1000; ++I) {
    deep(I % 7);
    swapcontext(&Two, &One);
    Sink = malloc(3); // allocs: 1000
    free(Sink);
    deep(2);
  }
}
static void jump() {
  Sink = malloc(4); // allocs: 1000
  free(Sink);
  std::longjmp(Back, 1);
}
static void start(ucontext_t &C, char *Stack, ucontext_t *Then, void (*F)()) {
  getcontext(&C);
  C.uc_stack.ss_sp = Stack;
  C.uc_stack.ss_size = sizeof Stacks[0];
  C.uc_link = Then;
  makecontext(&C, F, 0);
}
int main() {
  start(Two, Stacks[1], &Main, fiberTwo);
  start(One, Stacks[0], &Two, fiberOne);
  swapcontext(&Main, &One);
  static volatile int Jumps;
  for (Jumps = 0; Jumps < 1000; Jumps = Jumps + 1) {
    if (!setjmp(Back))
      middle(jump);
    deep(0);
  }
}
#endif
