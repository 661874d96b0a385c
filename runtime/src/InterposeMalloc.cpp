// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The C allocation family: rewritten calls (__allocsites_malloc, ...) and
// interposition (malloc, ...). Both end in the same counted operations.
#include "Count.h"
#include "Interpose.h"
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

#define CALLER(Symbol)                                                         \
  Interposed { __builtin_return_address(0), #Symbol }
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
ALLOCSITES_EXPORT void __allocsites_free(void *Block) {
  countDeallocation(Block);
  real::Entry.free(Block);
}

// ---- Interposition ----------------------------------------------------------

ALLOCSITES_INTERPOSE(void *, malloc, (size_t Size)) {
  return countAllocation(real::Next.malloc(Size), Size, CALLER(malloc));
}
ALLOCSITES_INTERPOSE(void *, calloc, (size_t Count, size_t Size)) {
  return countAllocation(real::Next.calloc(Count, Size), Count * Size,
                         CALLER(calloc));
}
ALLOCSITES_INTERPOSE(void *, realloc, (void *Old, size_t Size)) {
  return reallocate(Old, Size, CALLER(realloc),
                    [=] { return real::Next.realloc(Old, Size); });
}
ALLOCSITES_INTERPOSE(void *, reallocarray,
                     (void *Old, size_t Count, size_t Size)) {
  return reallocateArray(Old, Count, Size, CALLER(reallocarray),
                         real::Next.realloc);
}
ALLOCSITES_INTERPOSE(void *, aligned_alloc, (size_t Alignment, size_t Size)) {
  return countAllocation(real::Next.aligned_alloc(Alignment, Size), Size,
                         CALLER(aligned_alloc));
}
ALLOCSITES_INTERPOSE(void *, memalign, (size_t Alignment, size_t Size)) {
  return countAllocation(real::Next.memalign(Alignment, Size), Size,
                         CALLER(memalign));
}
ALLOCSITES_INTERPOSE(int, posix_memalign,
                     (void **Block, size_t Alignment, size_t Size)) {
  int Error = real::Next.posix_memalign(Block, Alignment, Size);
  if (!Error)
    countAllocation(*Block, Size, CALLER(posix_memalign));
  return Error;
}
ALLOCSITES_INTERPOSE(void *, valloc, (size_t Size)) {
  return countAllocation(real::Next.valloc(Size), Size, CALLER(valloc));
}
ALLOCSITES_INTERPOSE(void *, pvalloc, (size_t Size)) {
  return countAllocation(real::Next.pvalloc(Size), Size, CALLER(pvalloc));
}
ALLOCSITES_INTERPOSE(void, free, (void *Block)) {
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
  countAt(*T, resultLeaf(*T, Site), Block, Size, Giver::Named);
}
ALLOCSITES_EXPORT void __allocsites_freed(void *Block) {
  countDeallocation(Block);
}
