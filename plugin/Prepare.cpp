// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Marking functions before they are optimised.
#include "Prepare.h"
#include "AllocFunctions.h"
#include "Contracts.h"
#include "Inventory.h"
#include "MayAllocate.h"
#include "Options.h"
#include "Skips.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace allocsites {

static void markHarmless(Module &M, ModuleAnalysisManager &MAM,
                         const Options &Opts) {
  auto First = find_if(M, [](Function &F) { return !F.isDeclaration(); });
  if (First == M.end())
    return;
  auto &FAM = MAM.getResult<FunctionAnalysisManagerModuleProxy>(M).getManager();
  MayAllocate May(M, FAM.getResult<TargetLibraryAnalysis>(*First), Opts,
                  Code::Unoptimised);
  May.forHarmlessInline(M, [](Function &F) { F.addFnAttr(HarmlessAttribute); });
}

static void keepNamed(Module &M, const Options &Opts) {
  SmallVector<GlobalValue *, 4> Kept;
  for (Function &F : M) {
    StringRef Symbol = symbolName(F);
    if (F.isDeclaration() || F.hasFnAttribute(Attribute::AlwaysInline) ||
        !(Opts.allocator(Symbol) || Opts.deallocator(Symbol)))
      continue;
    F.addFnAttr(Attribute::NoInline);
    // Used by someone unseen, so its parameters stay what they are.
    if (F.hasLocalLinkage())
      Kept.push_back(&F);
  }
  if (!Kept.empty())
    appendToCompilerUsed(M, Kept);
}

/// What a function that promises not to allocate calls is not to be taken for
/// an equal call elsewhere, and such a function not be inlined where nothing
/// would tell that it was there.
static bool keepPromises(Module &M, const Options &Opts) {
  const Contracts Promised(M, Opts, nullptr);
  bool Any = false;
  for (Function &F : M) {
    if (F.isDeclaration() || !Promised.has(F))
      continue;
    Any = true;
    for (Instruction &I : instructions(F))
      if (auto *Call = dyn_cast<CallBase>(&I); Call && !isa<IntrinsicInst>(I))
        Call->addFnAttr(Attribute::get(M.getContext(), PromisedAttribute));
    if (!F.getSubprogram() && !F.hasFnAttribute(Attribute::AlwaysInline))
      F.addFnAttr(Attribute::NoInline);
  }
  return Any;
}

PreservedAnalyses PreparePass::run(Module &M, ModuleAnalysisManager &MAM) {
  if (M.getNamedMetadata(InstrumentedMark) || !whyModuleIsSkipped(M).empty())
    return PreservedAnalyses::all();
  if (!M.debug_compile_units().empty())
    Inventory::make(M);
  markHarmless(M, MAM, *Opts);
  bool Changed = keepPromises(M, *Opts);
  if (!Opts->hasNamed())
    return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
  keepNamed(M, *Opts);
  return PreservedAnalyses::none();
}

} // namespace allocsites
