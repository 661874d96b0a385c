// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pass over a module.
#include "Pass.h"
#include "Contracts.h"
#include "Elision.h"
#include "FunctionPlan.h"
#include "Instrument.h"
#include "MayAllocate.h"
#include "Options.h"
#include "Remarks.h"
#include "Skips.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace allocsites {

static void warn(const Options &Opts, const Module &M, const Twine &What) {
  // Not a diagnostic of the compiler's: under -Werror that would be an error.
  if (Opts.Warnings)
    errs() << "allocsites: warning: " << M.getSourceFileName() << ": " << What
           << "\n";
}

PreservedAnalyses AllocSitesPass::run(Module &M, ModuleAnalysisManager &MAM) {
  if (M.getNamedMetadata(InstrumentedMark))
    return PreservedAnalyses::all();
  std::unique_ptr<Inventory> Source = Inventory::take(M);
  if (StringRef Why = whyModuleIsSkipped(M); !Why.empty()) {
    warn(*Opts, M, "not instrumented: " + Why);
    return PreservedAnalyses::all();
  }
  auto &FAM = MAM.getResult<FunctionAnalysisManagerModuleProxy>(M).getManager();
  auto TLIOf = [&](Function &F) -> const TargetLibraryInfo & {
    return FAM.getResult<TargetLibraryAnalysis>(F);
  };
  auto First = find_if(M, [](Function &F) { return !F.isDeclaration(); });
  if (First == M.end())
    return PreservedAnalyses::all();

  const Skips Skipped(M, *Opts);
  const MayAllocate May(M, TLIOf(*First), *Opts, Code::Optimised);
  std::vector<Function *> Functions;
  for (Function &F : M) {
    if (F.isDeclaration())
      continue;
    if (StringRef Why = Skipped.why(F); Why.empty())
      Functions.push_back(&F);
    else
      remarkSkipped(F, Why);
  }

  ElidedByFunction Elided;
  if (Source && Opts->Elided)
    Elided = findElided(
        M, *Source, [&](const Function &F) { return Skipped.why(F).empty(); });

  // Instrumenting a function leaves the others as they were analysed, so each
  // is planned and done before the next: no plan outlives its turn.
  const Contracts Promised(M, *Opts, &Skipped);
  for (const std::string &Problem : Promised.Problems)
    warn(*Opts, M, Problem);
  Instrumenter Writer(M, Promised, Source.get());
  for (Function *F : Functions) {
    FunctionPlan Plan = planFunction(*F, May, *Opts, FAM);
    remarkPlan(*F, Plan);
    if (!Plan.isEmpty())
      Writer.run(*F, Plan, TLIOf(*F));
  }
  for (const auto &[F, Gone] : Elided)
    Writer.noteElided(*F, elidedText(Gone, *Source));
  Writer.finish();
  if (Writer.NumFunctions && M.debug_compile_units().empty())
    warn(*Opts, M,
         "no debug information: allocations will be told by function, not by "
         "line; compile with -g, or -gline-tables-only "
         "-fdebug-info-for-profiling");
  return PreservedAnalyses::none();
}

} // namespace allocsites
