// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The C allocation family: rewritten calls (__allocsites_malloc, ...) and
// interposition (malloc, ...). Both end in the same counted operations.
#include "Count.h"
#include "Real.h"

using namespace allocsites;

namespace {

/// realloc as the design counts it: one allocation of the new size, one free of
/// the old. The old block's word is taken off before another thread can get the
/// address.
template <class Origin, class Call>
ALLOCSITES_INLINE void *reallocate(void *Old, size_t Size, Origin From,
                                   Call Do) {
  if (ALLOCSITES_UNLIKELY(!Current))
    enter(__builtin_frame_address(0)); // a fork to be followed, perhaps
  Shadow::Word *W = Old && LiveBlocks.isOn() ? LiveBlocks.find(Old) : nullptr;
  bool Known = W && Shadow::starts(*W);
  LiveBlock Was = {};
  if (Known)
    Was = Shadow::take(W);
  void *Block = Do();
  bool Freed = Old && (Block || Size == 0);
  if (Known && Freed)
    countFree(Current, Was);
  else if (Known)
    Shadow::store(W, Was.Leaf, Was.Size, Was.Birth >= ClockStart, Was.Birth);
  if (!Block)
    return Block;
  countAllocation(Block, Size, From);
  if (Known)
    noteRealloc(Block, Was.Size, Size, Block != Old);
  return Block;
}

/// The C library's reallocarray calls realloc through the dynamic linker, which
/// would count twice; ours is the same by its definition.
template <class Origin>
ALLOCSITES_INLINE void *reallocateArray(void *Old, size_t Count, size_t Size,
                                        Origin From,
                                        void *(*Realloc)(void *, size_t)) {
  size_t Bytes;
  if (ALLOCSITES_UNLIKELY(__builtin_mul_overflow(Count, Size, &Bytes))) {
    errno = ENOMEM;
    return nullptr;
  }
  return reallocate(Old, Bytes, From, [=] { return Realloc(Old, Bytes); });
}

#define CALLER                                                                 \
  Interposed { __builtin_return_address(0), __func__ }
#define SITE                                                                   \
  DirectCall { Site }

} // namespace

// ---- Rewritten calls --------------------------------------------------------

ALLOCSITES_EXPORT void *__allocsites_malloc(size_t Size,
                                            allocsites_site *Site) {
  return countAllocation(real::Entry.malloc(Size), Size, SITE);
}
ALLOCSITES_EXPORT void *__allocsites_calloc(size_t Count, size_t Size,
                                            allocsites_site *Site) {
  return countAllocation(real::Entry.calloc(Count, Size), Count * Size, SITE);
}
ALLOCSITES_EXPORT void *__allocsites_realloc(void *Old, size_t Size,
                                             allocsites_site *Site) {
  return reallocate(Old, Size, SITE,
                    [=] { return real::Entry.realloc(Old, Size); });
}
ALLOCSITES_EXPORT void *__allocsites_reallocarray(void *Old, size_t Count,
                                                  size_t Size,
                                                  allocsites_site *Site) {
  return reallocateArray(Old, Count, Size, SITE, real::Entry.realloc);
}
ALLOCSITES_EXPORT void *__allocsites_aligned_alloc(size_t Alignment,
                                                   size_t Size,
                                                   allocsites_site *Site) {
  return countAllocation(real::Entry.aligned_alloc(Alignment, Size), Size,
                         SITE);
}
ALLOCSITES_EXPORT void *__allocsites_memalign(size_t Alignment, size_t Size,
                                              allocsites_site *Site) {
  return countAllocation(real::Entry.memalign(Alignment, Size), Size, SITE);
}
ALLOCSITES_EXPORT int __allocsites_posix_memalign(void **Block,
                                                  size_t Alignment, size_t Size,
                                                  allocsites_site *Site) {
  int Error = real::Entry.posix_memalign(Block, Alignment, Size);
  if (!Error)
    countAllocation(*Block, Size, SITE);
  return Error;
}
ALLOCSITES_EXPORT void *__allocsites_valloc(size_t Size,
                                            allocsites_site *Site) {
  return countAllocation(real::Entry.valloc(Size), Size, SITE);
}
ALLOCSITES_EXPORT void *__allocsites_pvalloc(size_t Size,
                                             allocsites_site *Site) {
  return countAllocation(real::Entry.pvalloc(Size), Size, SITE);
}

// ---- Interposition ----------------------------------------------------------

ALLOCSITES_EXPORT void *malloc(size_t Size) {
  return countAllocation(real::Next.malloc(Size), Size, CALLER);
}
ALLOCSITES_EXPORT void *calloc(size_t Count, size_t Size) {
  return countAllocation(real::Next.calloc(Count, Size), Count * Size, CALLER);
}
ALLOCSITES_EXPORT void *realloc(void *Old, size_t Size) {
  return reallocate(Old, Size, CALLER,
                    [=] { return real::Next.realloc(Old, Size); });
}
ALLOCSITES_EXPORT void *reallocarray(void *Old, size_t Count, size_t Size) {
  return reallocateArray(Old, Count, Size, CALLER, real::Next.realloc);
}
ALLOCSITES_EXPORT void *aligned_alloc(size_t Alignment, size_t Size) {
  return countAllocation(real::Next.aligned_alloc(Alignment, Size), Size,
                         CALLER);
}
ALLOCSITES_EXPORT void *memalign(size_t Alignment, size_t Size) {
  return countAllocation(real::Next.memalign(Alignment, Size), Size, CALLER);
}
ALLOCSITES_EXPORT int posix_memalign(void **Block, size_t Alignment,
                                     size_t Size) {
  int Error = real::Next.posix_memalign(Block, Alignment, Size);
  if (!Error)
    countAllocation(*Block, Size, CALLER);
  return Error;
}
ALLOCSITES_EXPORT void *valloc(size_t Size) {
  return countAllocation(real::Next.valloc(Size), Size, CALLER);
}
ALLOCSITES_EXPORT void *pvalloc(size_t Size) {
  return countAllocation(real::Next.pvalloc(Size), Size, CALLER);
}
ALLOCSITES_EXPORT void free(void *Block) {
  countDeallocation(Block);
  real::Next.free(Block);
}

// ---- Allocators that the user named -----------------------------------------

ALLOCSITES_EXPORT void __allocsites_allocated(void *Block, size_t Size,
                                              allocsites_site *Site) {
  ErrnoKeeper Keep;
  Thread *T = Current;
  if (!T)
    T = enter(__builtin_frame_address(0));
  if (!T || !Block)
    return;
  countAt(*T, resultLeaf(*T, Site), Block, Size);
}
ALLOCSITES_EXPORT void __allocsites_freed(void *Block) {
  countDeallocation(Block);
}
