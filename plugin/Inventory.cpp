// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Taking the inventory, and keeping it until the module's last pass.
#include "Inventory.h"
#include "AllocFunctions.h"
#include "TypeNames.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include <mutex>

using namespace llvm;

namespace allocsites {

PlaceChain chainOf(const DILocation *Where) {
  PlaceChain Chain;
  for (; Where; Where = Where->getInlinedAt())
    Chain.push_back({Where->getScope()->getSubprogram(), Where->getFile(),
                     Where->getLine(), Where->getColumn()});
  std::reverse(Chain.begin(), Chain.end());
  return Chain;
}

StringRef calleeName(const CallBase &Call) {
  const GlobalValue *Callee = calledSymbol(Call);
  if (!Callee)
    return "";
  if (const GlobalObject *Object = Callee->getAliaseeObject())
    Callee = Object;
  return symbolName(*Callee);
}

Inventory::Inventory(const Module &M) : Context(&M.getContext()) {
  for (const Function &F : M) {
    if (F.isDeclaration())
      continue;
    auto Entry = Functions.try_emplace(symbolName(F)).first;
    SourceFunction &Source = Entry->second;
    Source.Debug = F.getSubprogram();
    if (Source.Debug)
      ByDebug[Source.Debug] = {Entry->first(), &Source};
    for (const Instruction &I : instructions(F)) {
      const auto *Call = dyn_cast<CallBase>(&I);
      if (!Call || isa<IntrinsicInst>(Call))
        continue;
      const AllocFunction *Allocation = allocationOf(*Call);
      const GlobalValue *Callee = calledSymbol(*Call);
      const GlobalObject *Body = Callee ? Callee->getAliaseeObject() : nullptr;
      if (Allocation) {
        Source.Calls.push_back({chainOf(Call->getDebugLoc()),
                                symbolName(*Callee).str(), allocatedType(*Call),
                                true});
        noteType(Source.Calls.back());
      } else if (Body && !Body->isDeclaration())
        Source.Calls.push_back(
            {chainOf(Call->getDebugLoc()), calleeName(*Call).str(), "", false});
    }
  }
  spread();
}

void Inventory::noteType(const SourceCall &Call) {
  if (Call.Where.empty() || Call.Where.back().Line == 0)
    return;
  auto [Entry, New] = Types.try_emplace(Call.Where.back().key(), Call.Type);
  if (!New && Entry->second != Call.Type)
    Entry->second.clear();
}

StringRef Inventory::typeAt(const DILocation *Where) const {
  if (!Where)
    return "";
  auto Found = Types.find({origin(Where->getScope()->getSubprogram()),
                           Where->getLine(), Where->getColumn()});
  return Found == Types.end() ? StringRef() : StringRef(Found->second);
}

/// From callees to callers.
void Inventory::spread() {
  StringMap<SmallVector<SourceFunction *, 4>> Callers;
  SmallVector<StringMapEntry<SourceFunction> *, 32> Fresh;
  for (auto &Entry : Functions)
    for (const SourceCall &Call : Entry.second.Calls) {
      if (!Call.Allocates)
        Callers[Call.Callee].push_back(&Entry.second);
      else if (!std::exchange(Entry.second.MayAllocate, true))
        Fresh.push_back(&Entry);
    }
  DenseMap<SourceFunction *, StringMapEntry<SourceFunction> *> EntryOf;
  for (auto &Entry : Functions)
    EntryOf[&Entry.second] = &Entry;
  while (!Fresh.empty())
    for (SourceFunction *Caller : Callers.lookup(Fresh.pop_back_val()->first()))
      if (!std::exchange(Caller->MayAllocate, true))
        Fresh.push_back(EntryOf[Caller]);
}

const DISubprogram *Inventory::origin(const DISubprogram *Debug) const {
  if (!Debug || ByDebug.count(Debug))
    return Debug;
  StringRef Symbol = Debug->getLinkageName();
  if (Symbol.empty())
    Symbol = Debug->getName();
  const SourceFunction *Known =
      find(Symbol.take_until([](char C) { return C == '.'; }));
  return Known && Known->Debug ? Known->Debug : Debug;
}

namespace {

/// Named metadata is not the code's: it changes no optimisation.
constexpr char Mark[] = "allocsites.inventory";

std::recursive_mutex
    Guard; // link-time optimisation compiles several modules at once
std::map<unsigned, std::unique_ptr<Inventory>> &made() {
  static std::map<unsigned, std::unique_ptr<Inventory>> Made;
  return Made;
}

} // namespace

void Inventory::make(Module &M) {
  std::unique_ptr<Inventory> Fresh(new Inventory(M));
  static unsigned Last = 0;
  std::lock_guard Hold(Guard);
  take(M);
  LLVMContext &C = M.getContext();
  auto *Number = ConstantInt::get(Type::getInt32Ty(C), ++Last);
  M.getOrInsertNamedMetadata(Mark)->addOperand(
      MDNode::get(C, ConstantAsMetadata::get(Number)));
  made()[Last] = std::move(Fresh);
}

std::unique_ptr<Inventory> Inventory::take(Module &M) {
  NamedMDNode *Node = M.getNamedMetadata(Mark);
  if (!Node)
    return nullptr;
  const auto *Number =
      Node->getNumOperands() == 1 && Node->getOperand(0)->getNumOperands() == 1
          ? mdconst::dyn_extract<ConstantInt>(
                Node->getOperand(0)->getOperand(0))
          : nullptr;
  std::lock_guard Hold(Guard);
  std::unique_ptr<Inventory> Found;
  if (Number) {
    auto Kept = made().extract(unsigned(Number->getZExtValue()));
    // A module that was read from bitcode may bear another one's number.
    if (!Kept.empty() && Kept.mapped()->Context == &M.getContext())
      Found = std::move(Kept.mapped());
  }
  M.eraseNamedMetadata(Node);
  return Found;
}

} // namespace allocsites
