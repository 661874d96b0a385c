// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Optimisation remarks and statistics.
#include "Remarks.h"
#include "AllocFunctions.h"
#include "FunctionPlan.h"
#include "llvm/ADT/Statistic.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/IR/DebugInfoMetadata.h"

#define DEBUG_TYPE "allocsites"

using namespace llvm;

STATISTIC(NumSkipped, "Number of functions skipped");
STATISTIC(NumFunctions, "Number of functions instrumented");
STATISTIC(NumRecords, "Number of functions with a context record");
STATISTIC(NumRegions, "Number of regions");
STATISTIC(NumSites, "Number of sites");
STATISTIC(NumRewritten, "Number of allocation calls rewritten");
STATISTIC(NumCleanups, "Number of calls given a cleanup");

namespace allocsites {

static DiagnosticLocation startOf(const Function &F) {
  return DiagnosticLocation(F.getSubprogram());
}

void remarkSkipped(Function &F, StringRef Why) {
  ++NumSkipped;
  OptimizationRemarkEmitter(&F).emit([&] {
    return OptimizationRemarkMissed(DEBUG_TYPE, "Skipped", startOf(F),
                                    &F.getEntryBlock())
           << ore::NV("Function", &F) << " is not instrumented: " << Why;
  });
}

void remarkPlan(Function &F, const FunctionPlan &Plan) {
  OptimizationRemarkEmitter Emitter(&F);
  for (CallBase *Call : Plan.KeptTailCalls)
    Emitter.emit([&] {
      return OptimizationRemarkMissed(DEBUG_TYPE, "MustTail", Call)
             << "the allocation is charged to the caller of "
             << ore::NV("Function", &F) << ": its call must be a tail call";
    });
  for (CallBase *Call : Plan.Misnamed)
    Emitter.emit([&] {
      return OptimizationRemarkMissed(DEBUG_TYPE, "Misnamed", Call)
             << ore::NV("Callee", symbolName(*calledSymbol(*Call)))
             << " does not have the argument or result that the plugin "
                "options say";
    });
  unsigned Sites = 0, Rewritten = 0, Cleanups = 0;
  for (const PlannedCall &P : Plan.Calls) {
    Sites += P.isSite();
    Rewritten += P.Allocation != nullptr;
    Cleanups += P.NeedsCleanup;
  }
  if (Plan.Calls.empty())
    return;
  unsigned Regions = Plan.Where.List.size();
  ++NumFunctions;
  NumRecords += Plan.needsRecord();
  NumRegions += Regions;
  NumSites += Sites;
  NumRewritten += Rewritten;
  NumCleanups += Cleanups;
  Emitter.emit([&] {
    return OptimizationRemark(DEBUG_TYPE, "Instrumented", startOf(F),
                              &F.getEntryBlock())
           << ore::NV("Function", &F)
           << " is instrumented: " << ore::NV("Sites", Sites) << " sites, "
           << ore::NV("Rewritten", Rewritten)
           << " of them rewritten allocation calls; "
           << ore::NV("Regions", Regions) << " regions, "
           << ore::NV("Cleanups", Cleanups) << " cleanups";
  });
}

} // namespace allocsites
