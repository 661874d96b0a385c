// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Deciding what is to be done to a function.
#include "FunctionPlan.h"
#include "MayAllocate.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Intrinsics.h"
#include <utility>

using namespace llvm;

namespace allocsites {

static bool hasIntegerArg(const CallBase &Call, unsigned I) {
  return I < Call.arg_size() &&
         Call.getArgOperand(I)->getType()->isIntegerTy() &&
         Call.getArgOperand(I)->getType()->getIntegerBitWidth() <= 64;
}

/// What Options say of Call's callee, if Call is such that it can be reported.
static void planNamed(PlannedCall &P, const Options &Opts, FunctionPlan &Plan) {
  CallBase &Call = *P.Call;
  const GlobalValue *Callee = calledSymbol(Call);
  if (!Callee)
    return;
  if (const NamedAllocator *Named = Opts.allocator(symbolName(*Callee))) {
    bool Fits = Call.getType()->isPointerTy() &&
                hasIntegerArg(Call, Named->SizeArg) &&
                (!Named->CountArg || hasIntegerArg(Call, *Named->CountArg));
    if (Fits && !isa<CallBrInst>(Call))
      P.Named = Named;
    else
      Plan.Misnamed.push_back(&Call);
  }
  if (std::optional<unsigned> Arg = Opts.deallocator(symbolName(*Callee))) {
    if (*Arg < Call.arg_size() &&
        Call.getArgOperand(*Arg)->getType()->isPointerTy())
      P.FreedArg = Arg;
    else
      Plan.Misnamed.push_back(&Call);
  }
}

static void planCalls(Function &F, const MayAllocate &May, const Options &Opts,
                      FunctionPlan &Plan) {
  for (Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallBase>(&I);
    if (!Call)
      continue;
    PlannedCall P;
    P.Call = Call;
    P.Allocation = allocFunctionOf(*Call);
    if (P.Allocation && P.Allocation->frees())
      Plan.Frees.push_back({Call, std::exchange(P.Allocation, nullptr)});
    if (Call->isMustTailCall()) {
      // Nothing may follow it, and its type is its caller's: it is made by
      // the caller's record, as if it stood there.
      if (P.Allocation)
        Plan.KeptTailCalls.push_back(Call);
      continue;
    }
    if (!P.Allocation) {
      if (Opts.hasNamed())
        planNamed(P, Opts, Plan);
      P.Push = P.Named || May.call(*Call);
      const GlobalValue *Callee = calledSymbol(*Call);
      P.SwitchesStack = Callee && Opts.switchesStack(symbolName(*Callee));
    }
    if (P.isSite() || P.FreedArg)
      Plan.Calls.push_back(P);
  }
}

/// setjmp and its like.
static bool returnsTwice(const Instruction &I) {
  const auto *Call = dyn_cast<CallBase>(&I);
  return Call && (Call->hasFnAttr(Attribute::ReturnsTwice) ||
                  Call->getIntrinsicID() == Intrinsic::eh_sjlj_setjmp);
}

using CallMap = DenseMap<const Instruction *, PlannedCall *>;

/// Where the region of Root begins: as late as its first call allows.
static Instruction *beginOf(BasicBlock &Root, const CallMap &ByCall,
                            bool Early) {
  if (Early) {
    for (Instruction &I : Root)
      if (!isa<AllocaInst>(I))
        return &I;
  }
  for (Instruction &I : Root)
    if (PlannedCall *P = ByCall.lookup(&I); P && P->Push)
      return &I;
  return Root.getTerminator();
}

static bool leavesByException(const CallBase &Call) {
  if (!isa<CallInst>(Call) || Call.doesNotThrow() ||
      Call.getFunction()->doesNotThrow())
    return false;
  const auto *Asm = dyn_cast<InlineAsm>(Call.getCalledOperand());
  return !Asm || Asm->canThrow();
}

/// The instruction before which a region is left at the end of Block; null if
/// Block does not end its function, or need not care.
static Instruction *exitOf(BasicBlock &Block) {
  if (CallInst *Call = Block.getTerminatingMustTailCall())
    return Call;
  if (CallInst *Call = Block.getTerminatingDeoptimizeCall())
    return Call;
  Instruction *Last = Block.getTerminator();
  return isa<ReturnInst, ResumeInst>(Last) ? Last : nullptr;
}

/// Follows, within each block of a region, whether the record is on the list:
/// allocation calls and exits need the list as the region found it.
static void planRestores(Region &R, Instruction *Begin, FunctionPlan &Plan,
                         const CallMap &ByCall) {
  for (BasicBlock *Block : R.Blocks) {
    bool Inside = Block != R.Root, OnList = true;
    for (Instruction &I : *Block) {
      if (&I == Begin) {
        Inside = true;
        OnList = false;
      }
      if (!Inside || !isa<CallBase>(I))
        continue;
      // A longjmp comes back here from anywhere.
      OnList |= returnsTwice(I);
      auto Found = ByCall.find(&I);
      if (Found == ByCall.end())
        continue;
      PlannedCall &P = *Found->second;
      P.Restore = P.Allocation && OnList;
      P.NeedsCleanup = P.Push && leavesByException(*P.Call);
      // A named allocator's result is reported with the list restored.
      OnList = P.Push ? !P.Named : OnList && !P.Allocation;
    }
    if (Instruction *Exit = exitOf(*Block); Exit && OnList)
      Plan.Exits.push_back(Exit);
  }
}

FunctionPlan planFunction(Function &F, const MayAllocate &May,
                          const Options &Opts, FunctionAnalysisManager &FAM) {
  FunctionPlan Plan;
  planCalls(F, May, Opts, Plan);

  DenseSet<const BasicBlock *> Calling;
  for (const PlannedCall &P : Plan.Calls)
    if (P.Push)
      Calling.insert(P.Call->getParent());
  if (Calling.empty())
    return Plan;

  // The record begins before any setjmp: what a longjmp comes back to must be
  // in the region, and its parent must not have changed in between.
  bool JumpsBack = any_of(instructions(F), returnsTwice);
  bool Simple = Opts.EntryPlacement || F.hasOptNone() || JumpsBack;
  Plan.Where = Simple ? wholeFunction(F) : cheapestRegions(F, Calling, FAM);

  CallMap ByCall;
  for (PlannedCall &P : Plan.Calls) {
    // Unreachable code is in no region.
    P.Push &= Plan.Where.Of.count(P.Call->getParent()) != 0;
    P.Named = P.Push ? P.Named : nullptr;
    ByCall[P.Call] = &P;
  }
  for (Region &R : Plan.Where.List) {
    Plan.Begins.push_back(beginOf(*R.Root, ByCall, JumpsBack));
    planRestores(R, Plan.Begins.back(), Plan, ByCall);
  }
  return Plan;
}

} // namespace allocsites
