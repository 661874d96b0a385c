// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is to be done to a function: the calls that become sites, and where its
// context record is put on the runtime's list and taken off. Read-only.
// See also: Instrument.h, which does it.
#ifndef ALLOCSITES_PLUGIN_FUNCTIONPLAN_H
#define ALLOCSITES_PLUGIN_FUNCTIONPLAN_H

#include "AllocFunctions.h"
#include "Options.h"
#include "Regions.h"
#include "llvm/IR/InstrTypes.h"
#include <optional>

namespace allocsites {

class MayAllocate;

/// A call that something is done about.
struct PlannedCall {
  llvm::CallBase *Call = nullptr;
  /// Rewritten into this function's runtime entry.
  const AllocFunction *Allocation = nullptr;
  /// Its result is reported to the runtime.
  const NamedAllocator *Named = nullptr;
  /// This argument is reported to the runtime as freed.
  std::optional<unsigned> FreedArg;
  /// The record is put on the list for it.
  bool Push = false;
  /// Whoever goes on meanwhile may outlive this frame: the list is empty for
  /// it.
  bool SwitchesStack = false;
  /// The record may be on the list, and must not be during the call.
  bool Restore = false;
  /// An exception would leave the function past its record.
  bool NeedsCleanup = false;

  bool isSite() const { return Allocation || Push; }
};

/// A call that frees, to become one of the runtime's entry for it.
struct PlannedFree {
  llvm::CallBase *Call;
  const AllocFunction *Function;
};

struct FunctionPlan {
  /// In the order of the code.
  std::vector<PlannedCall> Calls;
  llvm::SmallVector<PlannedFree, 0> Frees;
  Regions Where;
  /// Where each region begins: right before this instruction.
  llvm::SmallVector<llvm::Instruction *, 2> Begins;
  /// Instructions right before which a region is left.
  llvm::SmallVector<llvm::Instruction *, 4> Exits;
  /// Allocation calls that must stay as they are, since they are musttail.
  llvm::SmallVector<llvm::CallBase *, 0> KeptTailCalls;
  /// Calls of a named allocator or deallocator that does not have the argument
  /// or result it was said to have.
  llvm::SmallVector<llvm::CallBase *, 0> Misnamed;

  bool isEmpty() const { return Calls.empty() && Frees.empty(); }
  bool needsRecord() const { return !Where.List.empty(); }
};

FunctionPlan planFunction(llvm::Function &F, const MayAllocate &May,
                          const Options &Opts,
                          llvm::FunctionAnalysisManager &FAM);

} // namespace allocsites

#endif
