// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Control flow that leaves functions behind: after a jump the innermost record
// may be a dead frame's, so there is none until instrumented code calls again.
// Processes made and modules unloaded without our being asked.
#include "Context.h"
#include "Interpose.h"
#include "Real.h"
#include "Runtime.h"

using namespace allocsites;

#define JUMP(Symbol)                                                           \
  ALLOCSITES_INTERPOSE(void, Symbol, (void *Buffer, int Value)) {              \
    static void (*Behind)(void *, int);                                        \
    if (!Behind)                                                               \
      Behind =                                                                 \
          reinterpret_cast<decltype(Behind)>(real::nextDefinition(#Symbol));   \
    __allocsites_top = nullptr;                                                \
    Behind(Buffer, Value);                                                     \
    __builtin_unreachable();                                                   \
  }
JUMP(longjmp)
JUMP(_longjmp)
JUMP(siglongjmp)
JUMP(__longjmp_chk)

// A fiber's first record may be another fiber's, which will be dead when this
// one goes on.
ALLOCSITES_INTERPOSE(int, swapcontext, (void *From, const void *To)) {
  static int (*Behind)(void *, const void *);
  if (!Behind)
    Behind =
        reinterpret_cast<decltype(Behind)>(real::nextDefinition("swapcontext"));
  __allocsites_top = nullptr;
  return Behind(From, To);
}
ALLOCSITES_INTERPOSE(int, setcontext, (const void *To)) {
  static int (*Behind)(const void *);
  if (!Behind)
    Behind =
        reinterpret_cast<decltype(Behind)>(real::nextDefinition("setcontext"));
  __allocsites_top = nullptr;
  return Behind(To);
}

ALLOCSITES_INTERPOSE(pid_t, _Fork, ()) {
  static pid_t (*Behind)();
  if (!Behind)
    Behind = reinterpret_cast<decltype(Behind)>(real::nextDefinition("_Fork"));
  pid_t Pid = Behind();
  if (Pid == 0)
    forkedWithoutHandlers();
  return Pid;
}

ALLOCSITES_INTERPOSE(int, dlclose, (void *Handle)) {
  static int (*Behind)(void *);
  if (!Behind)
    Behind =
        reinterpret_cast<decltype(Behind)>(real::nextDefinition("dlclose"));
  int Result = Behind(Handle);
  forgetModules();
  return Result;
}
