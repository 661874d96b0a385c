// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finding promises not to allocate.
#include "Contracts.h"
#include "AllocFunctions.h"
#include "Options.h"
#include "Skips.h"
#include "allocsites/abi.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"

using namespace llvm;

namespace allocsites {

static constexpr StringLiteral Prefix = "allocsites::";

Contracts::Contracts(const Module &M, const Options &Opts, const Skips *Skipped)
    : Opts(Opts), Skipped(Skipped) {
  readAnnotations(M);
  // Clang gives it to functions that are [[clang::nonblocking]], under
  // -fsanitize=realtime; older LLVMs do not know it.
  Attribute::AttrKind RealTime =
      Attribute::getAttrKindFromName("sanitize_realtime");
  for (const Function &F : M) {
    if (RealTime != Attribute::None && F.hasFnAttribute(RealTime))
      Annotated.try_emplace(&F, NoAlloc);
    Promise P = promiseOf(F);
    const DISubprogram *SP = F.getSubprogram();
    if (P == None || !SP)
      continue;
    Inlinable[SP] = P;
    // A function that was split or cloned is of another subprogram.
    if (!SP->getLinkageName().empty())
      LinkageNames[SP->getLinkageName()] = P;
  }
}

/// Clang's table of annotated functions and variables: each entry begins with
/// what is annotated and the text.
void Contracts::readAnnotations(const Module &M) {
  const GlobalVariable *Table = M.getGlobalVariable("llvm.global.annotations");
  const auto *Entries = Table && Table->hasInitializer()
                            ? dyn_cast<ConstantArray>(Table->getInitializer())
                            : nullptr;
  if (!Entries)
    return;
  for (const Use &Entry : Entries->operands()) {
    const auto *Fields = dyn_cast<ConstantStruct>(Entry);
    if (!Fields || Fields->getNumOperands() < 2)
      continue;
    const auto *F =
        dyn_cast<Function>(Fields->getOperand(0)->stripPointerCasts());
    const auto *Text =
        dyn_cast<GlobalVariable>(Fields->getOperand(1)->stripPointerCasts());
    const auto *Bytes =
        Text && Text->hasInitializer()
            ? dyn_cast<ConstantDataSequential>(Text->getInitializer())
            : nullptr;
    if (!F || !Bytes || !Bytes->isCString())
      continue;
    StringRef What = Bytes->getAsCString();
    if (!What.consume_front(Prefix))
      continue;
    if (What == "none" || What == "any")
      Annotated[F] = What == "none" ? NoAlloc : MayAlloc;
    else
      Problems.push_back(("unknown annotation 'allocsites::" + What + "' of " +
                          qualifiedName(symbolName(*F)) +
                          " (known: allocsites::none, allocsites::any)")
                             .str());
  }
}

Contracts::Promise Contracts::optionOf(StringRef Symbol) const {
  if (!Opts.hasContracts() || Symbol.empty())
    return None;
  auto [Known, New] = Listed.try_emplace(Symbol, None);
  if (New)
    Known->second = Opts.mayAllocate(Symbol)       ? MayAlloc
                    : Opts.mustNotAllocate(Symbol) ? NoAlloc
                                                   : None;
  return Known->second;
}

Contracts::Promise Contracts::promiseOf(const Function &F) const {
  if (auto Found = Annotated.find(&F); Found != Annotated.end())
    return Found->second;
  return optionOf(symbolName(F));
}

Contracts::Promise Contracts::promiseOf(const DISubprogram &SP) const {
  if (auto Found = Inlinable.find(&SP); Found != Inlinable.end())
    return Found->second;
  StringRef Symbol = SP.getLinkageName();
  if (Symbol.empty())
    return optionOf(SP.getName());
  auto Found = LinkageNames.find(Symbol);
  return Found == LinkageNames.end() ? optionOf(Symbol) : Found->second;
}

/// What Call's callee promises, if no record of its own will tell.
Contracts::Promise Contracts::promiseOfUnseen(const CallBase &Call) const {
  const GlobalValue *Callee = calledSymbol(Call);
  if (!Callee)
    return None;
  const auto *F = dyn_cast_or_null<Function>(Callee->getAliaseeObject());
  if (!F || F->isIntrinsic() ||
      (!F->isDeclaration() && (!Skipped || Skipped->why(*F).empty())))
    return None;
  return promiseOf(*F);
}

uint32_t Contracts::flagsOf(const CallBase &Call) const {
  auto Flags = [](Promise P, unsigned Frame) -> uint32_t {
    Frame = std::min(Frame, unsigned(ALLOCSITES_CONTRACT_FRAME_MAX));
    return (P == NoAlloc ? ALLOCSITES_SITE_NO_ALLOC
                         : ALLOCSITES_SITE_MAY_ALLOC) |
           Frame << ALLOCSITES_CONTRACT_FRAME_SHIFT;
  };
  if (Annotated.empty() && !Opts.hasContracts())
    return 0;
  if (Promise P = promiseOfUnseen(Call); P != None)
    return Flags(P, 0);
  unsigned Frame = 0;
  for (const DILocation *Where = Call.getDebugLoc().get(); Where;
       Where = Where->getInlinedAt()) {
    ++Frame;
    if (Promise P = promiseOf(*Where->getScope()->getSubprogram()); P != None)
      return Flags(P, Frame);
  }
  // Also where the function has no debug information, or goes by another
  // symbol.
  Promise P = promiseOf(*Call.getFunction());
  return P == None ? 0 : Flags(P, std::max(Frame, 1u));
}

} // namespace allocsites
