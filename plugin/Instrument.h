// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Carrying out a FunctionPlan: the only code that changes the user's.
#ifndef ALLOCSITES_PLUGIN_INSTRUMENT_H
#define ALLOCSITES_PLUGIN_INSTRUMENT_H

#include "FunctionPlan.h"
#include "SiteTable.h"
#include "llvm/ADT/SetVector.h"

namespace llvm {
class TargetLibraryInfo;
}

namespace allocsites {

class Contracts;

class Instrumenter {
public:
  /// \p Promised must outlive it.
  Instrumenter(llvm::Module &M, const Contracts &Promised);

  void run(llvm::Function &F, FunctionPlan &Plan,
           const llvm::TargetLibraryInfo &TLI);

  /// Lets Text go into the section of elided allocations whenever F's code goes
  /// into a program.
  void noteElided(llvm::Function &F, llvm::StringRef Text);

  /// When all functions are done. Marks the module as done, and makes it ask
  /// for the runtime's ABI version.
  void finish();

  /// Of all functions run on.
  unsigned NumFunctions = 0;

private:
  class OfFunction;

  void keepReferences();

  llvm::Module &M;
  const Contracts &Promised;
  SiteTables Tables;
  llvm::PointerType *Ptr;
  llvm::StructType *RecordType;
  llvm::GlobalVariable *Top = nullptr;
  /// What is called no more, since its calls were rewritten.
  llvm::SmallSetVector<const llvm::Function *, 8> Replaced;
};

} // namespace allocsites

#endif
