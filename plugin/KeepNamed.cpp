// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Marking the definitions of named allocators.
#include "KeepNamed.h"
#include "AllocFunctions.h"
#include "Options.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace allocsites {

PreservedAnalyses KeepNamedPass::run(Module &M, ModuleAnalysisManager &) {
  SmallVector<GlobalValue *, 4> Kept;
  for (Function &F : M) {
    StringRef Symbol = symbolName(F);
    if (F.isDeclaration() || F.hasFnAttribute(Attribute::AlwaysInline) ||
        !(Opts->allocator(Symbol) || Opts->deallocator(Symbol)))
      continue;
    F.addFnAttr(Attribute::NoInline);
    // Used by someone unseen, so its parameters stay what they are.
    if (F.hasLocalLinkage())
      Kept.push_back(&F);
  }
  if (!Kept.empty())
    appendToCompilerUsed(M, Kept);
  return PreservedAnalyses::none();
}

} // namespace allocsites
