// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The standard forms of operator new and delete: [new.delete].
#include "StandardNew.h"

#include <string.h>

// What a C program does not have.
asm(".weak __cxa_begin_catch\n.weak __cxa_end_catch\n"
    ".weak __gxx_personality_v0");

namespace allocsites::real {

BasicForms Basic;

namespace {

template <class Allocate> void *withHandler(Allocate Do, bool Throws) {
  for (;;) {
    if (void *Block = Do())
      return Block;
    void (*Handler)() = GetNewHandler ? GetNewHandler() : nullptr;
    if (!Handler && Throws)
      throwBadAlloc();
    if (!Handler)
      return nullptr;
    Handler();
  }
}
void *plain(size_t Size, bool Throws) {
  return withHandler([=] { return Basic.Malloc(Size + !Size); }, Throws);
}
void *plainAligned(size_t Size, size_t Alignment, bool Throws) {
  size_t Rounded = (Size + !Size + Alignment - 1) & ~(Alignment - 1);
  return withHandler(
      [=] {
        return Rounded < Size ? nullptr : Basic.Memalign(Alignment, Rounded);
      },
      Throws);
}

void *standardNew(size_t Size) { return plain(Size, true); }
void *standardNewArray(size_t Size) { return Basic.New(Size); }
void *standardNewAligned(size_t Size, size_t Alignment) {
  return plainAligned(Size, Alignment, true);
}
void *standardNewArrayAligned(size_t Size, size_t Alignment) {
  return Basic.NewAligned(Size, Alignment);
}

// What need not throw does not: in a program that has loaded its first C++
// library late we could not catch it.
template <class Allocate> void *orNull(Allocate Do) {
  try {
    return Do();
  } catch (...) {
    return nullptr;
  }
}
void *newOrNull(size_t Size) {
  return orNull([=] {
    return Basic.New == standardNew ? plain(Size, false) : Basic.New(Size);
  });
}
void *newAlignedOrNull(size_t Size, size_t Alignment) {
  return orNull([=] {
    return Basic.NewAligned == standardNewAligned
               ? plainAligned(Size, Alignment, false)
               : Basic.NewAligned(Size, Alignment);
  });
}

struct Deletion {
  const char *Symbol;
  void *Standard;
};
#define DELETION(Symbol, Parameters, Body)                                     \
  {#Symbol, reinterpret_cast<void *>(+[] Parameters { Body; })}
const Deletion Deletions[] = {
    DELETION(_ZdlPv, (void *P), Basic.Free(P)),
    DELETION(_ZdaPv, (void *P), Basic.Delete(P)),
    DELETION(_ZdlPvm, (void *P, size_t), Basic.Delete(P)),
    DELETION(_ZdaPvm, (void *P, size_t), Basic.DeleteArray(P)),
    DELETION(_ZdlPvRKSt9nothrow_t, (void *P, const void *), Basic.Delete(P)),
    DELETION(_ZdaPvRKSt9nothrow_t, (void *P, const void *),
             Basic.DeleteArray(P)),
    DELETION(_ZdlPvSt11align_val_t, (void *P, size_t), Basic.Free(P)),
    DELETION(_ZdaPvSt11align_val_t, (void *P, size_t A),
             Basic.DeleteAligned(P, A)),
    DELETION(_ZdlPvmSt11align_val_t, (void *P, size_t, size_t A),
             Basic.DeleteAligned(P, A)),
    DELETION(_ZdaPvmSt11align_val_t, (void *P, size_t, size_t A),
             Basic.DeleteArrayAligned(P, A)),
    DELETION(_ZdlPvSt11align_val_tRKSt9nothrow_t,
             (void *P, size_t A, const void *), Basic.DeleteAligned(P, A)),
    DELETION(_ZdaPvSt11align_val_tRKSt9nothrow_t,
             (void *P, size_t A, const void *), Basic.DeleteArrayAligned(P, A)),
};

} // namespace

Functions standardForms() {
  Functions F = {};
  F._Znwm = standardNew;
  F._Znam = standardNewArray;
  F._ZnwmSt11align_val_t = standardNewAligned;
  F._ZnamSt11align_val_t = standardNewArrayAligned;
  F._ZnwmRKSt9nothrow_t = [](size_t Size, const void *) {
    return newOrNull(Size);
  };
  F._ZnamRKSt9nothrow_t = [](size_t Size, const void *) {
    return Basic.NewArray == standardNewArray
               ? newOrNull(Size)
               : orNull([=] { return Basic.NewArray(Size); });
  };
  F._ZnwmSt11align_val_tRKSt9nothrow_t = [](size_t Size, size_t Alignment,
                                            const void *) {
    return newAlignedOrNull(Size, Alignment);
  };
  F._ZnamSt11align_val_tRKSt9nothrow_t = [](size_t Size, size_t Alignment,
                                            const void *) {
    return Basic.NewArrayAligned == standardNewArrayAligned
               ? newAlignedOrNull(Size, Alignment)
               : orNull([=] { return Basic.NewArrayAligned(Size, Alignment); });
  };
  return F;
}

void *standardDeletion(const char *Symbol) {
  for (const Deletion &D : Deletions)
    if (strcmp(D.Symbol, Symbol) == 0)
      return D.Standard;
  return nullptr;
}

} // namespace allocsites::real
