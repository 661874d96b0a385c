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
class Inventory;

class Instrumenter {
public:
  /// \p Promised and \p Source must outlive it; \p Source may be null.
  Instrumenter(llvm::Module &M, const Contracts &Promised,
               const Inventory *Source);

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
  const Inventory *Source;
  SiteTables Tables;
  llvm::PointerType *Ptr;
  llvm::StructType *RecordType;
  llvm::GlobalVariable *Top = nullptr;
  /// What is called no more, since its calls were rewritten.
  llvm::SmallSetVector<const llvm::Function *, 8> Replaced;
};

} // namespace allocsites

#endif
