// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which calls may lead to an allocation. Read-only.
//
// A function of this module cannot allocate if its definition is the one that
// will run and nothing it calls can; the least fixed point over the call graph
// (cycles included) is found by spreading "may allocate" from callees to
// callers. Every other callee may, unless its memory effects or the table
// HarmlessFunctions.def say otherwise.
#ifndef ALLOCSITES_PLUGIN_MAYALLOCATE_H
#define ALLOCSITES_PLUGIN_MAYALLOCATE_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"

namespace llvm {
class TargetLibraryInfo;
}

namespace allocsites {

class Options;

class MayAllocate {
public:
  MayAllocate(const llvm::Module &M, const llvm::TargetLibraryInfo &TLI,
              const Options &Opts);

  /// True unless it is certain that Call does not allocate, in whatever it
  /// calls in turn.
  bool call(const llvm::CallBase &Call) const;

private:
  bool isHarmless(const llvm::Function &Callee) const;
  bool isNamedAllocator(const llvm::CallBase &Call) const;
  /// The function of this module whose body decides about Call; null if none.
  const llvm::Function *decidingBody(const llvm::CallBase &Call) const;
  bool mayBesidesBodies(const llvm::CallBase &Call) const;

  const llvm::TargetLibraryInfo &TLI;
  const Options &Opts;
  /// Those defined here with a body that allocates, however indirectly.
  llvm::DenseSet<const llvm::Function *> Allocating;
  mutable llvm::DenseMap<const llvm::Function *, bool> Harmless;
};

} // namespace allocsites

#endif
