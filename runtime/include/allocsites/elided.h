// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the optimiser removed: written by the plugin, read by the tools. The
// runtime never sees it, since the section is not loaded.
//
// The section is a sequence of notes, one a function, each ended by a NUL. It
// may be gone (strip can remove it) or empty. A note is text: lines that end in
// \n, of fields with \t between them. Numbers are decimal. The first field
// tells what the line is, and a reader passes over lines it does not know:
//
//   s NAME FILE LINE                   a scope as in abi.h, numbered from 0
//   e SYMBOL TYPE PLACE...             the call of an allocation function that
//                                      is gone, with the type it allocated (may
//                                      be empty), callers first
//   u SYMBOL TYPE PLACE...             the same, but it may still be made by an
//                                      allocation of no known position
//   c SYMBOL TYPE PLACE...             a call of a function that is gone, with
//                                      more allocations behind it than are told
//
// A PLACE is SCOPE:LINE:COLUMN. All scopes come before they are referred to.
#ifndef ALLOCSITES_ELIDED_H
#define ALLOCSITES_ELIDED_H

/// No flags but SHF_LINK_ORDER, on the function's section.
#define ALLOCSITES_ELIDED_SECTION ".allocsites_elided"

#endif
