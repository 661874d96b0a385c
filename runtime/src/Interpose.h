// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a function of ours takes the place of another: by its name, or in a
// program without a dynamic linker as the linker is told. Where a program that
// links our archive defines that name itself, its definition is the one that
// counts for the linker. See also: Redirected.def (all of them),
// RealStatic.cpp.
#ifndef ALLOCSITES_RUNTIME_INTERPOSE_H
#define ALLOCSITES_RUNTIME_INTERPOSE_H

#include "Support.h"

// ALLOCSITES_INTERPOSE(Return, Symbol, Parameters) begins the definition of
// what everybody shall call for Symbol; here it is ours_Symbol. _OPERATOR: of a
// form of operator new or delete.
#define ALLOCSITES_INTERPOSE_OPERATOR(Return, Symbol, Parameters)              \
  extern "C" ALLOCSITES_HIDDEN Return ours_##Symbol Parameters __asm__(        \
      "__allocsites_ours_" #Symbol);                                           \
  ALLOCSITES_EXPORT                                                            \
  __attribute__((weak, alias("__allocsites_ours_" #Symbol))) Return            \
      named_##Symbol Parameters __asm__(#Symbol);                              \
  Return ours_##Symbol Parameters
#ifdef ALLOCSITES_STATIC
// ld's --wrap. What is behind is __real_Symbol then.
#define ALLOCSITES_INTERPOSE(Return, Symbol, Parameters)                       \
  ALLOCSITES_EXPORT Return ours_##Symbol Parameters __asm__(                   \
      "__wrap_" #Symbol);                                                      \
  Return ours_##Symbol Parameters
#else
#define ALLOCSITES_INTERPOSE ALLOCSITES_INTERPOSE_OPERATOR
#endif

#endif
