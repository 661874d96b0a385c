// Intent: however a program ends, it ends as without us and nothing is lost.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-cxx -O2 %s -o %t/plain
// RUN: %instrument-cxx -O2 %s -o %t/p
// RUN: for how in return exit _exit quick_exit abort kill terminate throw segv overflow; do \
// RUN:   %same %t/plain %t/p %t/$how.allocs $how && %expect %s %t/$how.allocs --only $how || exit 1; \
// RUN: done
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <signal.h>
#include <stdexcept>
#include <unistd.h>
static void *volatile Sink;
static char *volatile Deep;
__attribute__((noinline)) static int overflow(int Depth) {
  char Frame[4096];
  Deep = Frame;
  return overflow(Depth + 1) + Deep[0];
}
static void end(const char *How) {
  if (!strcmp(How, "exit"))
    exit(3);
  if (!strcmp(How, "_exit"))
    _exit(4);
  if (!strcmp(How, "quick_exit"))
    quick_exit(5);
  if (!strcmp(How, "abort"))
    abort();
  if (!strcmp(How, "kill"))
    raise(SIGKILL);
  if (!strcmp(How, "terminate"))
    std::terminate();
  if (!strcmp(How, "throw"))
    throw 1; // allocs throw: 2
  if (!strcmp(How, "segv"))
    *static_cast<volatile int *>(nullptr) = 1;
  if (!strcmp(How, "overflow"))
    overflow(0);
}
int main(int, char **Argv) {
  for (int I = 0; I < 777; ++I)
    Sink = malloc(100); // allocs: 777
  fputs("before the end\n", stderr);
  end(Argv[1]);
  return 2;
}
