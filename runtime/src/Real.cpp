// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Looks up the functions behind ours, and serves what dlsym itself might
// allocate meanwhile.
#include "Real.h"
#include "Modules.h"
#include "NestedCall.h"
#include "Redirect.h"
#include "SanitizerHooks.h"
#include "StandardNew.h"

#include "allocsites/abi.h"

#include <dlfcn.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// dlsym allocates when it fails, so what may be missing is referred to weakly.
extern "C" {
__attribute__((weak)) void *_Znwm12__hot_cold_t(size_t, uint8_t);
__attribute__((weak)) void (*_ZSt15get_new_handlerv())();
__attribute__((weak)) void
__throw_bad_alloc() __asm__("_ZSt17__throw_bad_allocv");
}

namespace allocsites::real {
namespace {

// A few blocks for dlsym, never given back. No count: the program did not ask
// for them.
alignas(16) char Pool[16 << 10];
size_t PoolUsed;
bool Resolving;

void *fromPool(size_t Size) {
  Size = (Size + 15) & ~size_t(15);
  if (Size > sizeof Pool - PoolUsed)
    return nullptr;
  void *P = Pool + PoolUsed;
  PoolUsed += Size;
  return P;
}
bool isFromPool(const void *P) { return P >= Pool && P < Pool + sizeof Pool; }

void *startMalloc(size_t Size) {
  if (Resolving)
    return fromPool(Size);
  resolve();
  return Next.malloc(Size);
}
void *startCalloc(size_t Count, size_t Size) {
  if (Resolving)
    return fromPool(Count * Size); // static storage is zero
  resolve();
  return Next.calloc(Count, Size);
}
void *startRealloc(void *P, size_t Size) {
  if (Resolving) {
    void *Q = fromPool(Size);
    if (Q && P)
      memcpy(Q, P,
             size_t(Pool + sizeof Pool - static_cast<char *>(P)) < Size
                 ? size_t(Pool + sizeof Pool - static_cast<char *>(P))
                 : Size);
    return Q;
  }
  resolve();
  return Next.realloc(P, Size);
}
void startFree(void *P) {
  if (Resolving || isFromPool(P))
    return;
  resolve();
  Next.free(P);
}
// Not called by dlsym.
void *startAligned(size_t Alignment, size_t Size) {
  resolve();
  return Next.aligned_alloc(Alignment, Size);
}
void *startMemalign(size_t Alignment, size_t Size) {
  resolve();
  return Next.memalign(Alignment, Size);
}
int startPosix(void **P, size_t Alignment, size_t Size) {
  resolve();
  return Next.posix_memalign(P, Alignment, Size);
}
void *startReallocarray(void *P, size_t Count, size_t Size) {
  resolve();
  return Next.reallocarray(P, Count, Size);
}
void *startValloc(size_t Size) {
  resolve();
  return Next.valloc(Size);
}
void *startPvalloc(size_t Size) {
  resolve();
  return Next.pvalloc(Size);
}

void (*FreeBehindPool)(void *);
void freeUnlessFromPool(void *P) {
  if (!isFromPool(P))
    FreeBehindPool(P);
}

Functions Program; ///< the program's own definitions, where it has some

Functions Behind; ///< what stands behind ours

/// Set while the program's own definition works: what it asks for in turn
/// stands behind ours.
thread_local bool InProgram;
struct ProgramsCall {
  NestedCall Guard{__builtin_frame_address(0)};
  ProgramsCall() { InProgram = true; }
  ~ProgramsCall() { InProgram = false; }
};

/// Allocations that another malloc, which stands in front of ours, sends on.
bool FrontCallsUs;

template <class Return, class... Args> struct Wrapped {
  template <Return (*Functions::*Member)(Args...)>
  static Return guard(Args... A) {
    if (InProgram)
      return (Behind.*Member)(A...);
    ProgramsCall Guard;
    return (Program.*Member)(A...);
  }
  template <Return (*Functions::*Member)(Args...)>
  static Return note(Args... A) {
    FrontCallsUs = true;
    return (Behind.*Member)(A...);
  }
};
template <auto Member, class Return, class... Args>
auto guard(Return (*Functions::*)(Args...)) {
  return &Wrapped<Return, Args...>::template guard<Member>;
}
template <auto Member, class Return, class... Args>
auto note(Return (*Functions::*)(Args...)) {
  return &Wrapped<Return, Args...>::template note<Member>;
}

bool mayExist(const char *Symbol, bool HaveNew, bool HaveHints) {
  if (strstr(Symbol, "__hot_cold_t"))
    return HaveHints;
  return HaveNew || strncmp(Symbol, "_Z", 2) != 0;
}

/// Some form of operator new or delete is in front of ours: the program's own.
/// (One that is not there might make dlsym allocate.)
bool hasOwnOperators() {
#define FUNCTION(Symbol)
#define CONTROL_FUNCTION(Symbol)
#define OPERATOR_FUNCTION(Symbol)                                              \
  if (void *First = firstDefinition(#Symbol))                                  \
    if (First != nextDefinition(#Symbol))                                      \
      return true;
#include "Redirected.def"
  return false;
}

const char *baseName(const char *Path) {
  const char *Slash = Path ? strrchr(Path, '/') : nullptr;
  return Slash ? Slash + 1 : Path ? Path : "";
}

} // namespace

namespace {
// Constant, so that no constructor of ours can undo resolve().
constexpr Functions atStart() {
  Functions F = {};
  F.malloc = startMalloc;
  F.calloc = startCalloc;
  F.realloc = startRealloc;
  F.reallocarray = startReallocarray;
  F.aligned_alloc = startAligned;
  F.memalign = startMemalign;
  F.posix_memalign = startPosix;
  F.valloc = startValloc;
  F.pvalloc = startPvalloc;
  F.free = startFree;
  return F;
}
} // namespace
constinit Functions Next = atStart();
constinit Functions Entry = atStart();
bool PlainNew;
bool RoomyBlocks;
bool InFrontOfUs;
bool LoadedLate;
bool resolving() { return Resolving; }
void (*(*GetNewHandler)())();

void *nextDefinition(const char *Symbol) { return dlsym(RTLD_NEXT, Symbol); }

void *firstDefinition(const char *Symbol) {
  if (void *Linked = linkedInFront(Symbol))
    return Linked;
  void *First = dlsym(RTLD_DEFAULT, Symbol);
  return isOurs(First) ? nullptr : First;
}

void throwBadAlloc() {
  auto Throw = __throw_bad_alloc;
  if (!Throw)
    Throw = reinterpret_cast<void (*)()>(
        dlsym(RTLD_DEFAULT, "_ZSt17__throw_bad_allocv"));
  if (Throw)
    Throw();
  message("out of memory, and no C++ library to throw std::bad_alloc");
  abort();
}

bool Redirected;
/// No C++ library is behind us, so that the standard forms are.
bool StandardNew;
bool OwnOperators;

void *deletionAtCall(const char *Symbol) {
  // One that is not there makes dlsym allocate.
  if (OwnOperators || !StandardNew)
    if (void *First = firstDefinition(Symbol))
      return First;
  return StandardNew ? standardDeletion(Symbol) : nextDefinition(Symbol);
}

void *deletionBehind(const char *Symbol) {
  if (Redirected)
    return deletionAtCall(Symbol);
  FrontCallsUs = true;
  return StandardNew ? standardDeletion(Symbol) : nextDefinition(Symbol);
}

namespace {
/// RTLD_DEFAULT would look in our own scope as well.
bool inProgramsScope(const char *Symbol) {
  bool Found = dlsym(_r_debug.r_map, Symbol);
  if (!Found)
    dlerror(); // the program's next one is its own
  return Found;
}
} // namespace

bool programHasFree() {
  return Program.free &&
         isInProgram(reinterpret_cast<const void *>(Program.free));
}

bool frontCallsUs() {
  // What comes to us before a redirection it has sent.
  if (!FrontCallsUs && Program.malloc && Program.free)
    Program.free(Program.malloc(1));
  return FrontCallsUs;
}

void answerRedirected() {
  Redirected = true;
  Next = Entry;
}

void resolve() {
  static bool Done;
  if (Done || Resolving)
    return;
  Resolving = true;
  InFrontOfUs = firstDefinition("malloc");
  // What is part of the program need not be in anyone's scope.
  LoadedLate = InFrontOfUs && !isInProgram(&LoadedLate) &&
               !inProgramsScope(ALLOCSITES_ABI_SYMBOL);
  Functions Found = {};
  bool HaveNew = nextDefinition("_Znwm");
  OwnOperators = hasOwnOperators();
  bool HaveHints = _Znwm12__hot_cold_t;
#define ALLOC_FUNCTION(Symbol, Return, ...)                                    \
  if (mayExist(#Symbol, HaveNew, HaveHints))                                   \
    Found.Symbol =                                                             \
        reinterpret_cast<decltype(Found.Symbol)>(nextDefinition(#Symbol));
#include "allocsites/AllocFunctions.def"
  Found.free = reinterpret_cast<decltype(Found.free)>(nextDefinition("free"));

  // None behind: of a C++ library in the program itself we stand for operator
  // new, as of one that is loaded later.
  StandardNew = !HaveNew;
  const Functions Standard = standardForms();
  if (StandardNew) {
    dlerror(); // the program's next one is its own
#define ALLOC_FUNCTION(Symbol, Return, ...)                                    \
  if (Standard.Symbol)                                                         \
    Found.Symbol = Standard.Symbol;
#include "allocsites/AllocFunctions.def"
  }

  // Who answers a direct call: ours by interposition (hidden below), or a
  // definition in front of ours, which can only be the program's own.
  bool Sanitized = isSanitized();
  Functions FromCalls = Found, Noted = Found;
#define FUNCTION(Symbol, MayExist)                                             \
  if (void *First = MayExist ? firstDefinition(#Symbol) : nullptr)             \
    if (Sanitized || First != (void *)Found.Symbol) {                          \
      Program.Symbol = reinterpret_cast<decltype(Found.Symbol)>(First);        \
      FromCalls.Symbol = guard<&Functions::Symbol>(&Functions::Symbol);        \
    }                                                                          \
  if (Found.Symbol)                                                            \
    Noted.Symbol = note<&Functions::Symbol>(&Functions::Symbol);
#define ALLOC_FUNCTION(Symbol, Return, ...)                                    \
  FUNCTION(Symbol, mayExist(#Symbol, HaveNew || OwnOperators, HaveHints))
#include "allocsites/AllocFunctions.def"
  FUNCTION(free, true)
#undef FUNCTION

  const char *Library =
      baseName(moduleOf(reinterpret_cast<const void *>(Found._Znwm)));
  PlainNew = !Program.malloc && !OwnOperators &&
             (StandardNew || strncmp(Library, "libstdc++", 9) == 0 ||
              strncmp(Library, "libc++", 6) == 0);
  RoomyBlocks =
      !Program.malloc &&
      strncmp(baseName(moduleOf(reinterpret_cast<const void *>(Found.malloc))),
              "libc.so", 7) == 0;
  GetNewHandler = _ZSt15get_new_handlerv;
  if (PoolUsed) {
    FreeBehindPool = Found.free;
    Found.free = freeUnlessFromPool;
  }
#define FIRST(Table, Symbol) Program.Symbol ? Program.Symbol : Table.Symbol
#define FIRST_DELETION(Member, Symbol)                                         \
  Basic.Member = reinterpret_cast<decltype(Basic.Member)>(                     \
      OwnOperators ? firstDefinition(#Symbol) : nullptr);                      \
  if (!Basic.Member)                                                           \
  Basic.Member =                                                               \
      reinterpret_cast<decltype(Basic.Member)>(standardDeletion(#Symbol))
  Basic.New = FIRST(Standard, _Znwm);
  Basic.NewArray = FIRST(Standard, _Znam);
  Basic.NewAligned = FIRST(Standard, _ZnwmSt11align_val_t);
  Basic.NewArrayAligned = FIRST(Standard, _ZnamSt11align_val_t);
  FIRST_DELETION(Delete, _ZdlPv);
  FIRST_DELETION(DeleteArray, _ZdaPv);
  FIRST_DELETION(DeleteAligned, _ZdlPvSt11align_val_t);
  FIRST_DELETION(DeleteArrayAligned, _ZdaPvSt11align_val_t);
  Basic.Malloc = FIRST(Found, malloc);
  Basic.Memalign = FIRST(Found, memalign);
  Basic.Free = FIRST(Found, free);
#undef FIRST
#undef FIRST_DELETION
  if (!Found.malloc) {
    message("a program linked with -static needs liballocsites_rt_static.a in "
            "place of liballocsites_rt.a, and @lib/allocsites/static.rsp among "
            "the linker's flags: link it with allocsites-clang++, which knows");
    _exit(1);
  }
  Behind = Found;
  Next = InFrontOfUs ? Noted : Found;
  Entry = FromCalls;
  Done = true;
  Resolving = false;
}

} // namespace allocsites::real
