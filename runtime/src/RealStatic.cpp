// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In a program without a dynamic linker: what is behind ours is what the linker
// found for __real_SYMBOL (--wrap), and what the program's own operator new is
// it found as well. Stands in for Real.cpp and Redirect.cpp.
#include "Interpose.h"
#include "NestedCall.h"
#include "Real.h"
#include "Redirect.h"
#include "StandardNew.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

// The linker's flags define this one; its name is what the linker says without.
asm(".pushsection .data.rel.ro,\"aw\"\n"
    ".quad allocsites_needs_the_linker_flags_in_static_rsp\n"
    ".popsection");

namespace {
using allocsites::real::Functions;
template <class T> struct PointeeOf;
template <class T> struct PointeeOf<T *> {
  using Type = T;
};
#define TYPE(Symbol) PointeeOf<decltype(Functions::Symbol)>::Type
} // namespace

extern "C" {
// Whoever replaces malloc replaces at least the first four, says the manual of
// the GNU C library, whose allocator must not come in beside another one.
#define NEEDED(Symbol) TYPE(Symbol) behind_##Symbol __asm__("__real_" #Symbol);
#define OTHER(Symbol) __attribute__((weak)) NEEDED(Symbol)
NEEDED(malloc)
NEEDED(calloc)
NEEDED(realloc)
NEEDED(free)
OTHER(reallocarray)
OTHER(aligned_alloc)
OTHER(memalign)
OTHER(posix_memalign)
OTHER(valloc)
OTHER(pvalloc)
/// Only the GNU C library's allocator has it.
__attribute__((weak)) void __libc_mallinfo();

// The program's own where they are not ours. Weak, so that no compiler thinks
// it knows whether they are.
#define ALLOC_FUNCTION(Symbol, ...)                                            \
  __attribute__((weak)) TYPE(Symbol) first_##Symbol __asm__(#Symbol);          \
  ALLOCSITES_HIDDEN __attribute__((weak)) TYPE(Symbol)                         \
      ours_##Symbol __asm__("__allocsites_ours_" #Symbol);
#include "allocsites/AllocFunctions.def"
#define FUNCTION(Symbol)
#define CONTROL_FUNCTION(Symbol)                                               \
  void behind_##Symbol() __asm__("__real_" #Symbol);
#define LOADER_FUNCTION(Symbol)
#define OPERATOR_FUNCTION(Symbol)                                              \
  ALLOCSITES_HIDDEN void my_##Symbol() __asm__("__allocsites_ours_" #Symbol);  \
  __attribute__((weak)) void anyones_##Symbol() __asm__(#Symbol);
#include "Redirected.def"

// What a C program does not have.
__attribute__((weak)) void (*_ZSt15get_new_handlerv())();
__attribute__((weak)) void
__throw_bad_alloc() __asm__("_ZSt17__throw_bad_allocv");
}

// All that the linker is to find in the archive: see CMakeLists.txt.
#define FUNCTION(Symbol)                                                       \
  extern "C" void wrap_##Symbol() __asm__("__wrap_" #Symbol);
#define CONTROL_FUNCTION FUNCTION
#define LOADER_FUNCTION(Symbol)
#define OPERATOR_FUNCTION(Symbol)
#include "Redirected.def"
ALLOCSITES_EXPORT void (*const __allocsites_wrapped[])() = {
#define FUNCTION(Symbol) wrap_##Symbol,
#define CONTROL_FUNCTION FUNCTION
#define LOADER_FUNCTION(Symbol)
#define OPERATOR_FUNCTION(Symbol) my_##Symbol,
#include "Redirected.def"
};

namespace allocsites::real {

bool PlainNew;
bool RoomyBlocks;
bool InFrontOfUs, LoadedLate;
void (*(*GetNewHandler)())();

namespace {

template <class Return, class... Args> struct Call {
  template <Return (&Function)(Args...)> static Return guard(Args... A) {
    NestedCall Guard(__builtin_frame_address(0));
    return Function(A...);
  }
  template <Return (*Functions::*Member)(Args...)>
  static Return first(Args... A) {
    resolve();
    return (Next.*Member)(A...);
  }
};
template <auto &Function, class Return, class... Args>
constexpr auto guard(Return (*)(Args...)) {
  return &Call<Return, Args...>::template guard<Function>;
}
template <auto Member, class Return, class... Args>
constexpr auto first(Return (*Functions::*)(Args...)) {
  return &Call<Return, Args...>::template first<Member>;
}

constexpr Functions atStart() {
  Functions F = {};
#define FUNCTION(Symbol)                                                       \
  F.Symbol = first<&Functions::Symbol>(&Functions::Symbol);
#define OPERATOR_FUNCTION(Symbol)
#define CONTROL_FUNCTION(Symbol)
#include "Redirected.def"
  return F;
}

void *memalignByPosix(size_t Alignment, size_t Size) {
  void *Block = nullptr;
  if (Alignment < sizeof(void *))
    Alignment = sizeof(void *);
  return behind_posix_memalign(&Block, Alignment, Size) ? nullptr : Block;
}

} // namespace

constinit Functions Next = atStart();
constinit Functions Entry = atStart();

void resolve() {
  static bool Done;
  if (Done)
    return;
  Done = true;
  // The allocator of the GNU C library is one whole; of another one we do not
  // know whether its functions call one another.
  RoomyBlocks = __libc_mallinfo;
  // Allocation is by functions that ours wrap.
#define ANYONES(Symbol, ...)                                                   \
  reinterpret_cast<void (*)(__VA_ARGS__)>(anyones_##Symbol)
  Basic = {first__Znwm,
           first__Znam,
           first__ZnwmSt11align_val_t,
           first__ZnamSt11align_val_t,
           ANYONES(_ZdlPv, void *),
           ANYONES(_ZdaPv, void *),
           ANYONES(_ZdlPvSt11align_val_t, void *, size_t),
           ANYONES(_ZdaPvSt11align_val_t, void *, size_t),
           first_malloc,
           first_memalign,
           Next.free};
  Functions F = standardForms();
#define FUNCTION(Symbol)                                                       \
  F.Symbol = __libc_mallinfo    ? behind_##Symbol                              \
             : &behind_##Symbol ? guard<behind_##Symbol>(&behind_##Symbol)     \
                                : nullptr;
#define OPERATOR_FUNCTION(Symbol)
#define CONTROL_FUNCTION(Symbol)
#include "Redirected.def"
  F.free = behind_free;
  if (!F.memalign)
    F.memalign = F.aligned_alloc ? F.aligned_alloc : memalignByPosix;
  Next = F;

  PlainNew = true;
#define FUNCTION(Symbol)
#define CONTROL_FUNCTION(Symbol)
#define OPERATOR_FUNCTION(Symbol) PlainNew &= anyones_##Symbol == my_##Symbol;
#include "Redirected.def"
#define ALLOC_FUNCTION(Symbol, ...)                                            \
  if (strncmp(#Symbol, "_Zn", 3) == 0 && first_##Symbol &&                     \
      first_##Symbol != ours_##Symbol)                                         \
    F.Symbol = guard<first_##Symbol>(&first_##Symbol);
#include "allocsites/AllocFunctions.def"
  Entry = F;
  GetNewHandler = _ZSt15get_new_handlerv;
}

void throwBadAlloc() {
  if (__throw_bad_alloc)
    __throw_bad_alloc();
  message("out of memory, and no C++ library to throw std::bad_alloc");
  abort();
}

bool resolving() { return false; }

void *nextDefinition(const char *Symbol) {
#define FUNCTION(Symbol)
#define OPERATOR_FUNCTION(Symbol)
#define LOADER_FUNCTION(Symbol)
#define CONTROL_FUNCTION(Name)                                                 \
  if (strcmp(Symbol, #Name) == 0)                                              \
    return reinterpret_cast<void *>(behind_##Name);
#include "Redirected.def"
  return nullptr;
}

void *deletionBehind(const char *Symbol) { return standardDeletion(Symbol); }

void *deletionAtCall(const char *Symbol) {
#define FUNCTION(Symbol)
#define CONTROL_FUNCTION(Symbol)
#define OPERATOR_FUNCTION(Name)                                                \
  if (strcmp(Symbol, #Name) == 0 && anyones_##Name != my_##Name)               \
    return reinterpret_cast<void *>(anyones_##Name);
#include "Redirected.def"
  return standardDeletion(Symbol);
}

// Nothing can stand in front.
bool frontCallsUs() { return true; }
bool programHasFree() { return false; }

} // namespace allocsites::real

namespace allocsites {
void redirectModules() {}
} // namespace allocsites
