// Intent: what is filled once and then used is not called growth without end;
// what goes on growing is, also beside blocks that come and go.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -O$o %s -o %t/p$o && for how in once on; do env ALLOCSITES_FILE=%t/p$o.$how.allocs %t/p$o $how && %allocsites advise --json -nodefraction=0 %t/p$o.$how.allocs > %t/$how$o.json || exit 1; done || exit 1; done
// RUN: %FileCheck %s --check-prefix=ONCE < %t/once0.json
// RUN: %FileCheck %s --check-prefix=ONCE < %t/once2.json
// RUN: %FileCheck %s --check-prefix=ON < %t/on0.json
// RUN: %FileCheck %s --check-prefix=ON < %t/on2.json

// ONCE-NOT: growth-without-end
// ONCE: "findings"
// ONCE-NOT: growth-without-end
// ON: "rule": "growth-without-end"
// ON-NOT: "rule": "growth-without-end"
#include <string>

struct Entry {
  char Text[1000];
  Entry *Next;
};
static Entry *First;

__attribute__((noinline)) static void enter() {
  Entry *E = new Entry;
  E->Next = First;
  First = E;
}

int main(int, char **Arguments) {
  bool Once = Arguments[1] == std::string("once");
  for (int I = 0; Once && I < 2000; ++I)
    enter();
  size_t Sum = 0;
  for (int I = 0; I < 2000; ++I) {
    for (int J = 0; J < 100; ++J) {
      std::string Text(100, 'x');
      asm volatile("" : : "r"(Text.data()) : "memory");
      Sum += Text.size();
    }
    if (!Once)
      enter();
  }
  return Sum == 0;
}
