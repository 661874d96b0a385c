// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the C++ library's forms of operator new and delete do, for programs that
// have them from us: static ones, and those that link the C++ library's
// archive, of which the linker then takes no operators.
#ifndef ALLOCSITES_RUNTIME_STANDARDNEW_H
#define ALLOCSITES_RUNTIME_STANDARDNEW_H

#include "Real.h"

namespace allocsites::real {

/// The forms that others are to call ([new.delete]): the program's own or the
/// standard ones. To be set before a standard form is called.
struct BasicForms {
  void *(*New)(size_t);
  void *(*NewArray)(size_t);
  void *(*NewAligned)(size_t Size, size_t Alignment);
  void *(*NewArrayAligned)(size_t Size, size_t Alignment);
  void (*Delete)(void *);
  void (*DeleteArray)(void *);
  void (*DeleteAligned)(void *, size_t Alignment);
  void (*DeleteArrayAligned)(void *, size_t Alignment);
  // What they in turn are made of.
  void *(*Malloc)(size_t);
  void *(*Memalign)(size_t Alignment, size_t Size);
  void (*Free)(void *);
};
extern ALLOCSITES_HIDDEN BasicForms Basic;

/// Those of operator new; all else is null.
Functions standardForms();
/// That of operator delete with this symbol; null: there is none.
void *standardDeletion(const char *Symbol);
/// Throws std::bad_alloc by the C++ library, wherever that is.
[[noreturn]] void throwBadAlloc();

} // namespace allocsites::real

#endif
