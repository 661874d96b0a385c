// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The instrumented code: records, rewritten allocation calls, reports.
#include "Instrument.h"
#include "Compat.h"
#include "Contracts.h"
#include "Inventory.h"
#include "Skips.h"
#include "TopVariable.h"
#include "TypeNames.h"
#include "allocsites/abi.h"
#include "allocsites/elided.h"
#include "llvm/Analysis/MemoryBuiltins.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"
#include <cstddef>
#include <optional>

using namespace llvm;

namespace allocsites {

Instrumenter::Instrumenter(Module &M, const Contracts &Promised,
                           const Inventory *Source)
    : M(M), Promised(Promised), Source(Source), Tables(M),
      Ptr(PointerType::get(M.getContext(), 0)),
      RecordType(StructType::get(M.getContext(), {Ptr, Ptr, Ptr, Ptr})) {}

static Site siteOf(const PlannedCall &P, const Contracts &Promised,
                   const Inventory *Source) {
  const CallBase &Call = *P.Call;
  const GlobalValue *Callee = calledSymbol(Call);
  uint32_t Flags = Promised.flagsOf(Call);
  if (P.Allocation)
    Flags |= ALLOCSITES_SITE_ALLOCATION;
  if (P.Named)
    Flags |= ALLOCSITES_SITE_NAMED_ALLOCATOR;
  if (allocatesCoroutine(Call))
    Flags |= ALLOCSITES_SITE_COROUTINE;
  if (!Callee)
    Flags |= ALLOCSITES_SITE_INDIRECT;
  std::string Type = allocatedType(Call);
  if (Type.empty() && P.Allocation && Source)
    Type = Source->typeAt(Call.getDebugLoc()).str();
  return {Call.getDebugLoc().get(), Flags,
          Callee ? symbolName(*Callee) : StringRef(), std::move(Type)};
}

/// What the allocation function promises but its runtime entry, which reads
/// records and has a life of its own, does not.
static AttributeMask brokenPromises() {
  AttributeMask Mask;
  for (Attribute::AttrKind Kind :
       {Attribute::Memory, Attribute::NoSync, Attribute::NoCallback,
        Attribute::Speculatable, Attribute::Builtin, Attribute::NoBuiltin})
    Mask.addAttribute(Kind);
  return Mask;
}

static AttributeList attributesForEntry(LLVMContext &C, AttributeList List) {
  return List.removeFnAttributes(C, brokenPromises());
}

namespace {

/// The personality that runs a cleanup. C's would do, but what C++ code is
/// linked with surely has C++'s.
Constant *cleanupPersonality(Module &M) {
  static constexpr char Cxx[] = "__gxx_personality_v0";
  bool IsCxx = M.getFunction(Cxx) || any_of(M, [](const Function &F) {
                 return F.getName().starts_with("_Z");
               });
  auto *Type = FunctionType::get(Type::getInt32Ty(M.getContext()), true);
  return cast<Constant>(
      M.getOrInsertFunction(IsCxx ? Cxx : "__gcc_personality_v0", Type)
          .getCallee());
}

} // namespace

class Instrumenter::OfFunction {
public:
  OfFunction(Instrumenter &All, Function &F, FunctionPlan &Plan,
             const TargetLibraryInfo &TLI)
      : All(All), F(F), Plan(Plan), TLI(TLI), B(F.getContext()) {
    // Code of nobody's line, for steppers to pass over.
    if (DISubprogram *SP = F.getSubprogram())
      NoLine = DILocation::get(F.getContext(), 0, 0, SP);
  }

  void run() {
    std::vector<Site> Sites;
    for (const PlannedCall &P : Plan.Calls)
      if (P.isSite())
        Sites.push_back(siteOf(P, All.Promised, All.Source));
    if (!Sites.empty())
      Addresses = All.Tables.add(F, Sites);
    if (Plan.needsRecord())
      placeRecord();
    for (const PlannedFree &P : Plan.Frees)
      rewrite(*P.Call, *P.Function);
    size_t Next = 0;
    for (PlannedCall &P : Plan.Calls)
      instrumentCall(P, P.isSite() ? Addresses[Next++] : nullptr);
    // Backwards: what a split moves is then never moved again.
    for (PlannedCall &P : reverse(Plan.Calls))
      if (P.NeedsCleanup)
        addCleanup(cast<CallInst>(*P.Call));
    if (Plan.needsRecord())
      dropTailMarks();
  }

private:
  void before(Instruction &I, DebugLoc Where) {
    B.SetInsertPoint(I.getParent(), I.getIterator());
    B.SetCurrentDebugLocation(Where);
  }

  Value *field(size_t Offset) {
    return Offset ? B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Record, Offset)
                  : Record;
  }

  /// Code at B that takes the record off the list.
  void restore() {
    Value *Parent = B.CreateLoad(
        All.Ptr, field(offsetof(allocsites_record, parent)), "allocsites.up");
    B.CreateStore(Parent, All.Top);
  }

  void placeRecord() {
    BasicBlock &Entry = F.getEntryBlock();
    B.SetInsertPoint(&Entry, Entry.begin());
    Record = B.CreateAlloca(All.RecordType, nullptr, "allocsites.record");
    for (Instruction *Begin : Plan.Begins) {
      before(*Begin, NoLine);
      Value *Parent = B.CreateLoad(All.Ptr, All.Top, "allocsites.parent");
      B.CreateStore(Parent, field(offsetof(allocsites_record, parent)));
      B.CreateStore(ConstantPointerNull::get(All.Ptr),
                    field(offsetof(allocsites_record, resolved_site)));
    }
    for (Instruction *Exit : Plan.Exits) {
      before(*Exit, NoLine);
      restore();
    }
    for (const Region &R : Plan.Where.List)
      for (const LeavingEdges &Edges : R.Leaves) {
        BasicBlock *Between = SplitBlockPredecessors(
            Edges.Target, Edges.Sources, ".allocsites.leave",
            static_cast<DomTreeUpdater *>(nullptr));
        before(*Between->getTerminator(), NoLine);
        restore();
      }
  }

  void instrumentCall(PlannedCall &P, Constant *SiteAddress) {
    before(*P.Call, P.Call->getDebugLoc());
    if (P.FreedArg)
      B.CreateCall(function(ALLOCSITES_FREED_SYMBOL, {All.Ptr}),
                   {P.Call->getArgOperand(*P.FreedArg)});
    if (P.Restore)
      restore();
    if (P.Push) {
      B.CreateStore(SiteAddress, field(offsetof(allocsites_record, site)));
      Value *None = ConstantPointerNull::get(All.Ptr);
      B.CreateStore(P.SwitchesStack ? None : Record, All.Top);
    }
    if (P.Allocation)
      rewrite(*P.Call, *P.Allocation, SiteAddress);
    if (P.Named)
      reportResult(*P.Call, *P.Named, SiteAddress);
  }

  FunctionCallee function(StringRef Name, ArrayRef<Type *> Params) {
    return All.M.getOrInsertFunction(
        Name, FunctionType::get(B.getVoidTy(), Params, false));
  }

  FunctionCallee entryOf(CallBase &Call, const AllocFunction &Function,
                         ArrayRef<Type *> MoreParams);
  void keepRemovable(CallBase &Call, AllocFnKind Kind,
                     std::optional<StringRef> Family);
  void rewrite(CallBase &Call, const AllocFunction &Allocation,
               Constant *SiteAddress);
  void rewrite(CallBase &Free, const AllocFunction &Function);
  void reportResult(CallBase &Call, const NamedAllocator &Named,
                    Constant *SiteAddress);
  void addCleanup(CallInst &Call);
  BasicBlock *cleanupPad();
  void dropTailMarks();

  Instrumenter &All;
  Function &F;
  FunctionPlan &Plan;
  const TargetLibraryInfo &TLI;
  IRBuilder<> B;
  DebugLoc NoLine;
  std::vector<Constant *> Addresses;
  AllocaInst *Record = nullptr;
  BasicBlock *Pad = nullptr;
};

FunctionCallee Instrumenter::OfFunction::entryOf(CallBase &Call,
                                                 const AllocFunction &Function,
                                                 ArrayRef<Type *> MoreParams) {
  FunctionType *Old = Call.getFunctionType();
  SmallVector<Type *, 6> Params(Old->params());
  append_range(Params, MoreParams);
  AttributeList Attributes;
  if (const auto *Callee = dyn_cast<llvm::Function>(calledSymbol(Call))) {
    Attributes = attributesForEntry(F.getContext(), Callee->getAttributes());
    All.Replaced.insert(Callee);
  }
  return All.M.getOrInsertFunction(
      (ALLOCSITES_ENTRY_PREFIX + Function.Symbol).str(),
      FunctionType::get(Old->getReturnType(), Params, false), Attributes);
}

/// Whoever optimises later (LTO) may remove an allocation and its release if it
/// might have done so before. LLVM knows the C functions by attributes, which
/// were carried over, but operator new and delete by name. Family is what the
/// function was of, if the call counted as one.
void Instrumenter::OfFunction::keepRemovable(CallBase &Call, AllocFnKind Kind,
                                             std::optional<StringRef> Family) {
  if (!Family || Call.hasFnAttr(Attribute::AllocKind))
    return;
  AttrBuilder Attributes(F.getContext());
  Attributes.addAllocKindAttr(Kind);
  Attributes.addAttribute("alloc-family", *Family);
  Call.setAttributes(
      Call.getAttributes().addFnAttributes(F.getContext(), Attributes));
  if (Kind == AllocFnKind::Free)
    Call.addParamAttr(0, Attribute::AllocatedPointer);
}

void Instrumenter::OfFunction::rewrite(CallBase &Call,
                                       const AllocFunction &Allocation,
                                       Constant *SiteAddress) {
  FunctionCallee Entry = entryOf(Call, Allocation, All.Ptr);
  SmallVector<Value *, 6> Args(Call.args());
  Args.push_back(SiteAddress);
  SmallVector<OperandBundleDef, 1> Bundles;
  Call.getOperandBundlesAsDefs(Bundles);

  CallBase *New;
  if (auto *Invoke = dyn_cast<InvokeInst>(&Call)) {
    New = B.CreateInvoke(Entry, Invoke->getNormalDest(),
                         Invoke->getUnwindDest(), Args, Bundles);
  } else {
    CallInst *NewCall = B.CreateCall(Entry, Args, Bundles);
    NewCall->setTailCallKind(cast<CallInst>(Call).getTailCallKind());
    New = NewCall;
  }
  New->setCallingConv(Call.getCallingConv());
  New->setAttributes(attributesForEntry(F.getContext(), Call.getAttributes()));
  New->copyMetadata(Call);
  if (isAllocLikeFn(&Call, &TLI))
    keepRemovable(*New, AllocFnKind::Alloc | AllocFnKind::Uninitialized,
                  getAllocationFamily(&Call, &TLI));
  New->takeName(&Call);
  Call.replaceAllUsesWith(New);
  Call.eraseFromParent();
}

/// The entry is of the same type, so the call may have to be a tail call.
void Instrumenter::OfFunction::rewrite(CallBase &Free,
                                       const AllocFunction &Function) {
  std::optional<StringRef> Family;
  if (getFreedOperand(&Free, &TLI))
    Family = getAllocationFamily(&Free, &TLI);
  Free.setCalledFunction(entryOf(Free, Function, {}));
  Free.setAttributes(attributesForEntry(F.getContext(), Free.getAttributes()));
  keepRemovable(Free, AllocFnKind::Free, Family);
}

void Instrumenter::OfFunction::reportResult(CallBase &Call,
                                            const NamedAllocator &Named,
                                            Constant *SiteAddress) {
  DebugLoc Where = Call.getDebugLoc();
  if (auto *Invoke = dyn_cast<InvokeInst>(&Call)) {
    BasicBlock *Normal = Invoke->getNormalDest();
    if (!Normal->getSinglePredecessor())
      Normal = SplitBlockPredecessors(Normal, {Call.getParent()},
                                      ".allocsites.result",
                                      static_cast<DomTreeUpdater *>(nullptr));
    B.SetInsertPoint(Normal, Normal->getFirstInsertionPt());
  } else {
    B.SetInsertPoint(Call.getParent(), std::next(Call.getIterator()));
  }
  B.SetCurrentDebugLocation(Where);
  // What is reported is allocated by the caller, so its record is not part of
  // the context; see abi.h.
  restore();
  auto Number = [&](unsigned Arg) {
    return B.CreateZExt(Call.getArgOperand(Arg), B.getInt64Ty());
  };
  Value *Size = Number(Named.SizeArg);
  if (Named.CountArg)
    Size = B.CreateMul(Size, Number(*Named.CountArg));
  B.CreateCall(
      function(ALLOCSITES_ALLOCATED_SYMBOL, {All.Ptr, B.getInt64Ty(), All.Ptr}),
      {&Call, Size, SiteAddress});
}

/// Where exceptions pass that leave the function.
BasicBlock *Instrumenter::OfFunction::cleanupPad() {
  if (Pad)
    return Pad;
  if (!F.hasPersonalityFn())
    F.setPersonalityFn(cleanupPersonality(All.M));
  Pad = BasicBlock::Create(F.getContext(), "allocsites.cleanup", &F);
  B.SetInsertPoint(Pad);
  B.SetCurrentDebugLocation(NoLine);
  Type *Exception = StructType::get(F.getContext(), {All.Ptr, B.getInt32Ty()});
  LandingPadInst *Landing = B.CreateLandingPad(Exception, 0);
  Landing->setCleanup(true);
  restore();
  B.CreateResume(Landing);
  return Pad;
}

void Instrumenter::OfFunction::addCleanup(CallInst &Call) {
  SmallVector<std::pair<unsigned, MDNode *>, 2> Metadata;
  Call.getAllMetadataOtherThanDebugLoc(Metadata);
  BasicBlock *Block = Call.getParent();
  changeToInvokeAndSplitBasicBlock(&Call, cleanupPad());
  for (auto [Kind, Node] : Metadata)
    Block->getTerminator()->setMetadata(Kind, Node);
}

/// The record escapes, so no call may reuse this frame. (Those that must had
/// the record taken off before.)
void Instrumenter::OfFunction::dropTailMarks() {
  for (BasicBlock &Block : F)
    for (Instruction &I : Block)
      if (auto *Call = dyn_cast<CallInst>(&I);
          Call && Call->getTailCallKind() == CallInst::TCK_Tail)
        Call->setTailCallKind(CallInst::TCK_None);
}

void Instrumenter::run(Function &F, FunctionPlan &Plan,
                       const TargetLibraryInfo &TLI) {
  if (Plan.needsRecord() && !Top)
    Top = topVariable(M);
  OfFunction(*this, F, Plan, TLI).run();
  ++NumFunctions;
}

/// For an assembler's string within LLVM's inline assembly.
static std::string escaped(StringRef Text) {
  std::string Result;
  for (unsigned char C : Text) {
    if (C == '$')
      Result += "$$";
    else if (C < ' ' || C >= 0x7f || C == '"' || C == '\\')
      Result += {'\\', char('0' + (C >> 6)), char('0' + (C >> 3 & 7)),
                 char('0' + (C & 7))};
    else
      Result += char(C);
  }
  return Result;
}

/// Of what IR can say only assembly gets a section that is not loaded and stays
/// as long as the function's own: with its COMDAT group, and under
/// --gc-sections. It makes no instruction.
void Instrumenter::noteElided(Function &F, StringRef Text) {
  std::string Code = ".Lallocsites_elided${:uid}:\n"
                     "\t.pushsection " ALLOCSITES_ELIDED_SECTION
                     ",\"o?\",@progbits,.Lallocsites_elided${:uid}\n"
                     "\t.ascii \"" +
                     escaped(Text) +
                     "\"\n"
                     "\t.byte 0\n"
                     "\t.popsection";
  BasicBlock &Entry = F.getEntryBlock();
  auto Place = Entry.getFirstInsertionPt();
  while (isa<AllocaInst>(*Place))
    ++Place;
  IRBuilder<> B(&Entry, Place);
  if (DISubprogram *SP = F.getSubprogram())
    B.SetCurrentDebugLocation(DILocation::get(F.getContext(), 0, 0, SP));
  auto *Type = FunctionType::get(B.getVoidTy(), false);
  CallInst *Note =
      B.CreateCall(InlineAsm::get(Type, Code, "", /*hasSideEffects=*/true));
  Note->setDoesNotThrow();
  Note->setDoesNotAccessMemory();
}

/// What the program calls no more in its own words the linker still has to look
/// for: an allocator's archive is linked for the sake of such a name. There are
/// no bytes in this, nor a relocation.
void Instrumenter::keepReferences() {
  for (const Function *F : Replaced)
    if (F->isDeclaration() && F->hasExternalLinkage())
      M.appendModuleInlineAsm((".globl " + symbolName(*F)).str());
}

void Instrumenter::finish() {
  LLVMContext &C = M.getContext();
  M.getOrInsertNamedMetadata(InstrumentedMark)
      ->addOperand(MDNode::get(C, MDString::get(C, ALLOCSITES_ABI_SYMBOL)));
  if (!NumFunctions)
    return;
  Tables.finish();
  keepReferences();
  // One pointer for all modules of a linked file.
  static constexpr char Name[] = "__allocsites_abi_reference";
  auto *Version =
      M.getOrInsertGlobal(ALLOCSITES_ABI_SYMBOL, Type::getInt8Ty(C));
  auto *Reference = new GlobalVariable(M, Ptr, /*isConstant=*/true,
                                       GlobalValue::LinkOnceODRLinkage,
                                       cast<Constant>(Version), Name);
  Reference->setVisibility(GlobalValue::HiddenVisibility);
  Reference->setComdat(M.getOrInsertComdat(Name));
  appendToUsed(M, {Reference});
}

} // namespace allocsites
