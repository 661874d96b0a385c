// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions and modules are left alone, and why. Read-only.
#ifndef ALLOCSITES_PLUGIN_SKIPS_H
#define ALLOCSITES_PLUGIN_SKIPS_H

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/Module.h"

namespace allocsites {

class Options;

/// Why nothing of M can be instrumented; empty if it can.
llvm::StringRef whyModuleIsSkipped(const llvm::Module &M);

/// Named metadata that an instrumented module bears.
inline constexpr char InstrumentedMark[] = "allocsites.instrumented";

class Skips {
public:
  Skips(const llvm::Module &M, const Options &Opts);

  /// Why F is left alone; empty if it is not. For definitions only.
  llvm::StringRef why(const llvm::Function &F) const;

private:
  const Options &Opts;
  llvm::SmallPtrSet<const llvm::Function *, 4> IFuncResolvers;
};

} // namespace allocsites

#endif
