// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a function of ours takes the place of another: by its name, or in a
// program without a dynamic linker as the linker is told. See also:
// Redirected.def (all of them), RealStatic.cpp.
#ifndef ALLOCSITES_RUNTIME_INTERPOSE_H
#define ALLOCSITES_RUNTIME_INTERPOSE_H

#include "Support.h"

// ALLOCSITES_INTERPOSE(Return, Symbol, Parameters) begins the definition of
// what everybody shall call for Symbol; here it is ours_Symbol.
#ifdef ALLOCSITES_STATIC
// ld's --wrap. What is behind is __real_Symbol then.
#define ALLOCSITES_INTERPOSE(Return, Symbol, Parameters)                       \
  ALLOCSITES_EXPORT Return ours_##Symbol Parameters __asm__(                   \
      "__wrap_" #Symbol);                                                      \
  Return ours_##Symbol Parameters
// A form of operator new or delete: the program's own definition, if it has
// one, is the one that counts for the linker.
#define ALLOCSITES_INTERPOSE_OPERATOR(Return, Symbol, Parameters)              \
  extern "C" Return ours_##Symbol Parameters;                                  \
  ALLOCSITES_EXPORT                                                            \
  __attribute__((weak, alias("ours_" #Symbol))) Return Symbol Parameters;      \
  Return ours_##Symbol Parameters
#else
#define ALLOCSITES_INTERPOSE(Return, Symbol, Parameters)                       \
  ALLOCSITES_EXPORT Return ours_##Symbol Parameters __asm__(#Symbol);          \
  Return ours_##Symbol Parameters
#define ALLOCSITES_INTERPOSE_OPERATOR ALLOCSITES_INTERPOSE
#endif

#endif
