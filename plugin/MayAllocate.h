// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which calls may lead to an allocation. Read-only.
//
// A function of this module cannot allocate if nothing it calls can; the least
// fixed point over the call graph (cycles included) is found by spreading "may
// allocate" from callees to callers. Every other callee may, unless its memory
// effects or the table HarmlessFunctions.def say otherwise.
//
// A body counts only if it is the one that will run. The linker may replace an
// inline function's by that of another unit, from the same source, in which an
// allocation is still made that the optimiser removed here. So inline functions
// are judged by unoptimised code: that of -O0, or before the first optimisation
// (see Prepare.h), where the verdict is kept as an attribute.
#ifndef ALLOCSITES_PLUGIN_MAYALLOCATE_H
#define ALLOCSITES_PLUGIN_MAYALLOCATE_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"

namespace llvm {
class TargetLibraryInfo;
}

namespace allocsites {

class Options;

/// On functions that were found not to allocate before they were optimised.
inline constexpr char HarmlessAttribute[] = "allocsites-harmless";

enum class Code { Unoptimised, Optimised };

class MayAllocate {
public:
  MayAllocate(const llvm::Module &M, const llvm::TargetLibraryInfo &TLI,
              const Options &Opts, Code Stage);

  /// True unless it is certain that Call does not allocate, in whatever it
  /// calls in turn.
  bool call(const llvm::CallBase &Call) const;

  /// Calls Found for each inline function that does not allocate.
  void
  forHarmlessInline(llvm::Module &M,
                    llvm::function_ref<void(llvm::Function &)> Found) const;

private:
  bool isTrusted(const llvm::Function &Body) const;
  bool isHarmless(const llvm::Function &Callee) const;
  bool isNamedAllocator(const llvm::CallBase &Call) const;
  /// The function of this module whose body decides about Call; null if none.
  const llvm::Function *decidingBody(const llvm::CallBase &Call) const;
  bool mayBesidesBodies(const llvm::CallBase &Call) const;

  const llvm::TargetLibraryInfo &TLI;
  const Options &Opts;
  Code Stage;
  /// Those defined here with a body that allocates, however indirectly.
  llvm::DenseSet<const llvm::Function *> Allocating;
  mutable llvm::DenseMap<const llvm::Function *, bool> Harmless;
};

} // namespace allocsites

#endif
