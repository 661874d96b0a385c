// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that promise not to allocate: telling when they do.
//
// Contexts below such a function are marked in the tree (Tree.h). A leaf made
// there is a path that breaks the promise; it is told of when its first
// allocation has been counted. So nothing is asked on the fast path, and each
// path is told of once.
// See also: docs/contracts.md, ALLOCSITES_SITE_NO_ALLOC in abi.h.
#ifndef ALLOCSITES_RUNTIME_CONTRACTS_H
#define ALLOCSITES_RUNTIME_CONTRACTS_H

#include "Thread.h"

namespace allocsites {

/// In the order of RuntimeOptions.def.
enum class OnBreach : uint8_t { Nothing, Report, Abort };
extern ALLOCSITES_HIDDEN OnBreach Breaches;

/// Leaf has just been made below a promise not to allocate; the allocation that
/// it was made for is counted next.
ALLOCSITES_SLOW void noteBreach(Thread &T, LeafEntry *Leaf);
/// Tells of T.Breach, once a path. Does not come back if the program is to end.
ALLOCSITES_SLOW void tellBreach(Thread &T);
/// The same of an allocation of Size bytes that the profile has no room for,
/// just counted as lost: by T's records, once for where it is and who promised.
ALLOCSITES_SLOW void tellLostBreach(Thread &T, uint64_t Size);

} // namespace allocsites

#endif
