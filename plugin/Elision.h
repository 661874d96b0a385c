// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which allocations of the source the optimiser removed, in each function that
// is still there and in every function inlined into it. Read-only.
//
// Calls of the inventory that are no longer there were inlined, or removed with
// all that they led to; following them gives each chain of inlined calls that
// ended in an allocation in the source. The allocation was elided if no
// allocation is left at the end of that chain, in the whole module. What code
// motion merges loses part of its position: an allocation or a call whose
// position is none of the source's makes those that it may stand for unknown.
// See also: docs/sites.md.
#ifndef ALLOCSITES_PLUGIN_ELISION_H
#define ALLOCSITES_PLUGIN_ELISION_H

#include "Inventory.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace allocsites {

struct ElidedAllocation {
  enum Kind : char {
    Allocation = 'e',
    /// May still be made by an allocation of no known position.
    Unknown = 'u',
    /// A call that is gone, with more allocations behind it than are told.
    CallWithMore = 'c',
  };
  PlaceChain Where; ///< callers first
  std::string Callee, Type;
  Kind What;
};

/// By the function that is left, in the order of the module, of those that
/// Wanted lets pass. Before the module is instrumented.
using ElidedByFunction =
    llvm::MapVector<llvm::Function *, std::vector<ElidedAllocation>>;
ElidedByFunction
findElided(llvm::Module &M, const Inventory &Source,
           llvm::function_ref<bool(const llvm::Function &)> Wanted);

/// As they stand in the section of elided allocations: see elided.h.
std::string elidedText(const std::vector<ElidedAllocation> &Elided,
                       const Inventory &Source);

} // namespace allocsites

#endif
