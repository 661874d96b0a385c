// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The bottom-up analysis of which calls may allocate.
#include "MayAllocate.h"
#include "AllocFunctions.h"
#include "Options.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Analysis/MemoryBuiltins.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Support/ModRef.h"

using namespace llvm;

namespace allocsites {

/// Assembly calls nothing unless one of its words is a call.
static bool asmCalls(StringRef Text) {
  while (!Text.empty()) {
    size_t Start = Text.find_first_not_of(" \t\n;|$");
    if (Start == StringRef::npos)
      return false;
    Text = Text.substr(Start);
    size_t End = Text.find_first_of(" \t\n;|$");
    StringRef Word = Text.substr(0, End);
    if (Word.contains("call") || Word == "bl" || Word == "blr" || Word == "svc")
      return true;
    Text = End == StringRef::npos ? StringRef() : Text.substr(End);
  }
  return false;
}

/// An allocator changes state that its callers cannot see, be it hidden from
/// the module or in its globals.
static bool changesMoreThanArguments(MemoryEffects Effects) {
  using Location = MemoryEffects::Location;
  return isModSet(Effects.getModRef(Location::InaccessibleMem)) ||
         isModSet(Effects.getModRef(Location::Other));
}

/// Intrinsics that stand for a call of something else.
static bool callsOther(const IntrinsicInst &I) {
  StringRef Name = I.getCalledFunction()->getName();
  return Name.starts_with("llvm.coro.resume") ||
         Name.starts_with("llvm.coro.destroy") ||
         Name.starts_with("llvm.coro.await.suspend") ||
         Name.starts_with("llvm.experimental.patchpoint") ||
         Name.starts_with("llvm.experimental.gc.statepoint");
}

bool MayAllocate::isHarmless(const Function &Callee) const {
  static const StringSet<> Names = {
#define HARMLESS(Name) #Name,
#include "HarmlessFunctions.def"
  };
  auto [Known, New] = Harmless.try_emplace(&Callee, false);
  if (New && Names.contains(symbolName(Callee))) {
    // A name that the library also has may belong to a function of another
    // type, which is then the program's own.
    LibFunc Func;
    Known->second =
        !TLI.getLibFunc(Callee.getName(), Func) || TLI.getLibFunc(Callee, Func);
  }
  return Known->second;
}

// What the user calls an allocator is one, whatever its body does.
bool MayAllocate::isNamedAllocator(const CallBase &Call) const {
  if (!Opts.hasNamed())
    return false;
  const GlobalValue *Callee = calledSymbol(Call);
  return Callee && Opts.allocator(symbolName(*Callee));
}

static bool isInline(const Function &F) {
  return F.hasLinkOnceODRLinkage() || F.hasWeakODRLinkage();
}

/// Whether Body tells all that may happen in the function when it runs.
bool MayAllocate::isTrusted(const Function &Body) const {
  if (Body.hasExactDefinition())
    return true;
  return isInline(Body) && (Stage == Code::Unoptimised || Body.hasOptNone());
}

const Function *MayAllocate::decidingBody(const CallBase &Call) const {
  const GlobalValue *Callee = calledSymbol(Call);
  if (!Callee || Callee->isInterposable() || Call.doesNotReturn())
    return nullptr;
  const auto *Body = dyn_cast_or_null<Function>(Callee->getAliaseeObject());
  return Body && isTrusted(*Body) ? Body : nullptr;
}

bool MayAllocate::mayBesidesBodies(const CallBase &Call) const {
  if (const auto *I = dyn_cast<IntrinsicInst>(&Call))
    return callsOther(*I);
  if (const auto *Asm = dyn_cast<InlineAsm>(Call.getCalledOperand()))
    return asmCalls(Asm->getAsmString());
  const auto *Callee = dyn_cast_or_null<Function>(calledSymbol(Call));
  if (Callee && Callee->isDeclaration() && isHarmless(*Callee))
    return false;
  // Clang's helper, called in the pads of noexcept functions. If the handler
  // allocates, the call that threw is to blame, which is what was pushed last.
  if (Callee && Callee->getName() == "__clang_call_terminate")
    return false;
  if (isAllocationFn(&Call, &TLI))
    return true;
  if (Call.hasFnAttr(HarmlessAttribute) && !Call.doesNotReturn())
    return false;
  // What does not return may end in a handler of any kind.
  return Call.doesNotReturn() ||
         changesMoreThanArguments(Call.getMemoryEffects());
}

MayAllocate::MayAllocate(const Module &M, const TargetLibraryInfo &TLI,
                         const Options &Opts, Code Stage)
    : TLI(TLI), Opts(Opts), Stage(Stage) {
  DenseMap<const Function *, SmallVector<const Function *, 4>> Callers;
  SmallVector<const Function *, 32> Spread;
  for (const Function &F : M) {
    for (const Instruction &I : instructions(F)) {
      const auto *Call = dyn_cast<CallBase>(&I);
      if (!Call)
        continue;
      bool Named = isNamedAllocator(*Call);
      if (!Named && !mayBesidesBodies(*Call))
        continue;
      if (const Function *Body = Named ? nullptr : decidingBody(*Call)) {
        Callers[Body].push_back(&F);
      } else {
        Allocating.insert(&F);
        Spread.push_back(&F);
        break;
      }
    }
  }
  while (!Spread.empty())
    for (const Function *Caller : Callers.lookup(Spread.pop_back_val()))
      if (Allocating.insert(Caller).second)
        Spread.push_back(Caller);
}

bool MayAllocate::call(const CallBase &Call) const {
  if (isNamedAllocator(Call))
    return true;
  if (!mayBesidesBodies(Call))
    return false;
  const Function *Body = decidingBody(Call);
  return !Body || Allocating.contains(Body);
}

void MayAllocate::forHarmlessInline(
    Module &M, function_ref<void(Function &)> Found) const {
  for (Function &F : M)
    if (!F.isDeclaration() && isInline(F) && isTrusted(F) &&
        !Allocating.contains(&F))
      Found(F);
}

} // namespace allocsites
