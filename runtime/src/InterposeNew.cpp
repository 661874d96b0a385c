// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// operator new and delete in all forms: rewritten calls and interposition.
#include "Count.h"
#include "Interpose.h"
#include "NestedCall.h"
#include "Real.h"

using namespace allocsites;

namespace {

#define CALLER(Symbol)                                                         \
  Interposed { __builtin_return_address(0), #Symbol }
#define SITE                                                                   \
  DirectCall { Site }

/// Out of memory: the new-handler may free some; else the C++ library fails in
/// its own way. What that finds after all, and the exception that it throws, it
/// allocates through us.
template <class Allocate, class Fail, class Origin>
ALLOCSITES_SLOW void *outOfMemory(Allocate Again, Fail Give, size_t Size,
                                  Origin From) {
  for (;;) {
    void (*Handler)() = real::GetNewHandler ? real::GetNewHandler() : nullptr;
    if (!Handler)
      return Give();
    Handler();
    if (void *Block = Again())
      return countAllocation(Block, Size, From);
  }
}

/// Not the C++ library's own operator new: one nested call of what stands
/// behind.
template <class Behind, class Origin>
ALLOCSITES_SLOW void *allocateBehind(Behind Give, size_t Size, Origin From) {
  real::resolve();
  NestedCall Guard(__builtin_frame_address(0));
  void *Block = Give();
  Guard.end();
  return countAllocation(Block, Size, From);
}

/// What the C++ library's own operator new does; otherwise whatever stands
/// behind (Behind) as one nested call.
template <class Allocate, class Behind, class Origin>
ALLOCSITES_INLINE void *countedNew(Allocate Do, Behind Give, size_t Size,
                                   Origin From, bool Throws) {
  if (ALLOCSITES_UNLIKELY(!real::PlainNew))
    return allocateBehind(Give, Size, From);
  void *Block = Do();
  if (ALLOCSITES_LIKELY(Block != nullptr))
    return countAllocation(Block, Size, From);
  // What a handler throws must not leave the nothrow forms. They are for the
  // C++ library, which calls the throwing ones, ours.
  return Throws ? outOfMemory(Do, Give, Size, From) : Give();
}
constexpr bool throws(const char *Symbol) {
  for (; *Symbol; ++Symbol)
    if (Symbol[0] == 'R' && Symbol[1] == 'K') // const nothrow_t &
      return false;
  return true;
}
ALLOCSITES_INLINE size_t atLeastOne(size_t Size) { return Size + !Size; }
ALLOCSITES_INLINE auto plain(size_t Size) {
  return [=] { return real::Next.malloc(atLeastOne(Size)); };
}
/// As the C++ libraries do: a size that aligned_alloc accepts, zero as one.
ALLOCSITES_INLINE auto aligned(size_t Size, size_t Alignment) {
  return [=]() -> void * {
    size_t Rounded = (atLeastOne(Size) + Alignment - 1) & ~(Alignment - 1);
    if (Rounded < Size)
      return nullptr;
    return real::Next.memalign(Alignment, Rounded);
  };
}

} // namespace

// Each form: its symbol, its parameters after the size, how the C++ library
// allocates, and the arguments to pass on.
#define NEW_FORMS(FORM)                                                        \
  FORM(_Znwm, (size_t Size), plain(Size), (Size))                              \
  FORM(_Znam, (size_t Size), plain(Size), (Size))                              \
  FORM(_ZnwmRKSt9nothrow_t, (size_t Size, const void *Tag), plain(Size),       \
       (Size, Tag))                                                            \
  FORM(_ZnamRKSt9nothrow_t, (size_t Size, const void *Tag), plain(Size),       \
       (Size, Tag))                                                            \
  FORM(_ZnwmSt11align_val_t, (size_t Size, size_t Alignment),                  \
       aligned(Size, Alignment), (Size, Alignment))                            \
  FORM(_ZnamSt11align_val_t, (size_t Size, size_t Alignment),                  \
       aligned(Size, Alignment), (Size, Alignment))                            \
  FORM(_ZnwmSt11align_val_tRKSt9nothrow_t,                                     \
       (size_t Size, size_t Alignment, const void *Tag),                       \
       aligned(Size, Alignment), (Size, Alignment, Tag))                       \
  FORM(_ZnamSt11align_val_tRKSt9nothrow_t,                                     \
       (size_t Size, size_t Alignment, const void *Tag),                       \
       aligned(Size, Alignment), (Size, Alignment, Tag))

#define STRIP(...) __VA_ARGS__
#define INTERPOSED(Symbol, Parameters, How, Arguments)                         \
  ALLOCSITES_INTERPOSE_OPERATOR(void *, Symbol, Parameters) {                  \
    return countedNew(                                                         \
        How, [=] { return real::Next.Symbol Arguments; }, Size,                \
        CALLER(Symbol), throws(#Symbol));                                      \
  }
#define REWRITTEN(Symbol, Parameters, How, Arguments)                          \
  ALLOCSITES_EXPORT void *__allocsites_##Symbol(STRIP Parameters,              \
                                                allocsites_site *Site) {       \
    return countedNew(                                                         \
        How, [=] { return real::Entry.Symbol Arguments; }, Size, SITE,         \
        throws(#Symbol));                                                      \
  }
NEW_FORMS(INTERPOSED)
NEW_FORMS(REWRITTEN)

// A hint that only some allocators understand: passed on where one is there.
#define HINTED(Symbol, Parameters, How, Arguments)                             \
  ALLOCSITES_EXPORT void *__allocsites_##Symbol##12__hot_cold_t(               \
      STRIP Parameters, uint8_t Hint, allocsites_site *Site) {                 \
    if (ALLOCSITES_LIKELY(!real::Entry.Symbol##12__hot_cold_t))                \
      return __allocsites_##Symbol(STRIP Arguments, Site);                     \
    NestedCall Guard(__builtin_frame_address(0));                              \
    void *Block = real::Entry.Symbol##12__hot_cold_t(STRIP Arguments, Hint);   \
    Guard.end();                                                               \
    return countAllocation(Block, Size, SITE);                                 \
  }
NEW_FORMS(HINTED)

/// Where is real::deletionBehind or real::deletionAtCall.
#define OTHER_DELETION(Name, Where, Symbol, Parameters, Arguments)             \
  ALLOCSITES_SLOW static void Name Parameters {                                \
    static void(*Other) Parameters;                                            \
    if (!Other)                                                                \
      Other = reinterpret_cast<decltype(Other)>(Where(#Symbol));               \
    Other Arguments;                                                           \
  }
#define COUNTED_DELETE(Other, Arguments)                                       \
  {                                                                            \
    countDeallocation(Block);                                                  \
    if (ALLOCSITES_LIKELY(real::PlainNew))                                     \
      return real::Next.free(Block);                                           \
    Other Arguments;                                                           \
  }
#define DELETE_FORM(Symbol, Parameters, Arguments)                             \
  OTHER_DELETION(behind##Symbol, real::deletionBehind, Symbol, Parameters,     \
                 Arguments)                                                    \
  OTHER_DELETION(atCall##Symbol, real::deletionAtCall, Symbol, Parameters,     \
                 Arguments)                                                    \
  ALLOCSITES_INTERPOSE_OPERATOR(void, Symbol, Parameters)                      \
  COUNTED_DELETE(behind##Symbol, Arguments)                                    \
  ALLOCSITES_EXPORT void __allocsites_##Symbol Parameters COUNTED_DELETE(      \
      atCall##Symbol, Arguments)
DELETE_FORM(_ZdlPv, (void *Block), (Block))
DELETE_FORM(_ZdaPv, (void *Block), (Block))
DELETE_FORM(_ZdlPvm, (void *Block, size_t Size), (Block, Size))
DELETE_FORM(_ZdaPvm, (void *Block, size_t Size), (Block, Size))
DELETE_FORM(_ZdlPvRKSt9nothrow_t, (void *Block, const void *Tag), (Block, Tag))
DELETE_FORM(_ZdaPvRKSt9nothrow_t, (void *Block, const void *Tag), (Block, Tag))
DELETE_FORM(_ZdlPvSt11align_val_t, (void *Block, size_t Alignment),
            (Block, Alignment))
DELETE_FORM(_ZdaPvSt11align_val_t, (void *Block, size_t Alignment),
            (Block, Alignment))
DELETE_FORM(_ZdlPvmSt11align_val_t,
            (void *Block, size_t Size, size_t Alignment),
            (Block, Size, Alignment))
DELETE_FORM(_ZdaPvmSt11align_val_t,
            (void *Block, size_t Size, size_t Alignment),
            (Block, Size, Alignment))
DELETE_FORM(_ZdlPvSt11align_val_tRKSt9nothrow_t,
            (void *Block, size_t Alignment, const void *Tag),
            (Block, Alignment, Tag))
DELETE_FORM(_ZdaPvSt11align_val_tRKSt9nothrow_t,
            (void *Block, size_t Alignment, const void *Tag),
            (Block, Alignment, Tag))
