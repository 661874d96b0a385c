// Intent: what is allocated before main and after it counts: constructors of
// the highest priority, static objects, atexit handlers, destructors.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-cxx -O1 %s -o %t/plain
// RUN: %instrument-cxx -O1 %s -o %t/p
// RUN: %same %t/plain %t/p %t/p.allocs
// RUN: %expect %s %t/p.allocs
#include <cstdlib>
#include <unistd.h>
static void *volatile Sink;
__attribute__((constructor(101))) static void veryEarly() {
  Sink = malloc(1); // allocs: 1
}
__attribute__((destructor(101))) static void veryLate() {
  Sink = malloc(2); // allocs: 1
  write(1, "late\n", 5);
}
// Before all constructors.
static void preinit() {
  Sink = malloc(3); // allocs: 1
}
__attribute__((section(".preinit_array"),
               used)) static void (*Preinit)() = preinit;
struct Static {
  Static() {
    Sink = new int; // allocs: 2
  }
  ~Static() {
    Sink = new int; // allocs: 2
  }
};
static Static Object;
static Static &local() {
  static Static Lazy;
  return Lazy;
}
int main() {
  local();
  atexit([] {
    for (int I = 0; I < 9; ++I)
      Sink = malloc(4); // allocs: 9
  });
}
