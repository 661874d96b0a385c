// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Spelling a DIType.
#include "TypeNames.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace allocsites {

// Debug information may be made by anyone, so its nesting is not trusted.
static constexpr unsigned MaxNesting = 32;

static std::string scopePrefix(const DIScope *Scope, unsigned Depth) {
  if (!Scope || isa<DIFile, DICompileUnit>(Scope) || Depth > MaxNesting)
    return "";
  if (isa<DILexicalBlockBase>(Scope))
    return scopePrefix(Scope->getScope(), Depth + 1);
  StringRef Name = Scope->getName();
  if (Name.empty())
    Name = isa<DINamespace>(Scope) ? "(anonymous namespace)" : "(anonymous)";
  return scopePrefix(Scope->getScope(), Depth + 1) + Name.str() + "::";
}

static std::string spell(const DIType *T, unsigned Depth);

static std::string spellArray(const DICompositeType &Array, unsigned Depth) {
  std::string Text = spell(Array.getBaseType(), Depth + 1);
  for (const DINode *Element : Array.getElements()) {
    std::string Count;
    if (const auto *Range = dyn_cast_or_null<DISubrange>(Element))
      if (auto *N = dyn_cast_if_present<ConstantInt *>(Range->getCount());
          N && N->getSExtValue() >= 0)
        Count = std::to_string(N->getSExtValue());
    Text += "[" + Count + "]";
  }
  return Text;
}

static std::string spellFunction(const DISubroutineType &Function,
                                 unsigned Depth) {
  std::string Text;
  unsigned Index = 0;
  for (const DIType *T : Function.getTypeArray()) {
    if (Index > 1)
      Text += ", ";
    Text += spell(T, Depth + 1);
    if (Index++ == 0)
      Text += " (";
  }
  return Index ? Text + ")" : "void ()";
}

static std::string spellDerived(const DIDerivedType &T, unsigned Depth) {
  auto Base = [&] { return spell(T.getBaseType(), Depth + 1); };
  // `const char *const`, but `const char`: what a star ends is qualified
  // behind.
  auto Qualified = [&](const char *Qualifier) {
    std::string Of = Base();
    return Of.back() == '*' ? Of + Qualifier : Qualifier + (" " + Of);
  };
  auto Pointer = [&](const char *Sign) {
    std::string To = Base();
    return To + (To.back() == '*' ? "" : " ") + Sign;
  };
  switch (T.getTag()) {
  case dwarf::DW_TAG_const_type:
    return Qualified("const");
  case dwarf::DW_TAG_volatile_type:
    return Qualified("volatile");
  case dwarf::DW_TAG_restrict_type:
  case dwarf::DW_TAG_atomic_type:
    return Base();
  case dwarf::DW_TAG_pointer_type:
    return Pointer("*");
  case dwarf::DW_TAG_reference_type:
    return Pointer("&");
  case dwarf::DW_TAG_rvalue_reference_type:
    return Pointer("&&");
  case dwarf::DW_TAG_ptr_to_member_type:
    return Base() + " " + spell(T.getClassType(), Depth + 1) + "::*";
  default: // typedefs and templates' aliases go by their own name
    return scopePrefix(T.getScope(), 0) + T.getName().str();
  }
}

static std::string spell(const DIType *T, unsigned Depth) {
  if (!T)
    return "void";
  if (Depth > MaxNesting)
    return "...";
  std::string Text;
  if (const auto *Derived = dyn_cast<DIDerivedType>(T))
    Text = spellDerived(*Derived, Depth);
  else if (const auto *Function = dyn_cast<DISubroutineType>(T))
    Text = spellFunction(*Function, Depth);
  else if (const auto *Composite = dyn_cast<DICompositeType>(T);
           Composite && Composite->getTag() == dwarf::DW_TAG_array_type)
    Text = spellArray(*Composite, Depth);
  else
    Text = scopePrefix(T->getScope(), 0) +
           (T->getName().empty() ? "(anonymous)" : T->getName().str());
  return Text.empty() ? "(anonymous)" : Text;
}

std::string allocatedType(const CallBase &Call) {
  // `void` is an empty node instead of a type.
  const auto *T = dyn_cast_or_null<DIType>(Call.getMetadata("heapallocsite"));
  return T ? spell(T, 0) : "";
}

bool allocatesCoroutine(const CallBase &Call) {
  if (!Call.getType()->isPointerTy())
    return false;
  // The frame begins with the address of the part that resumes, which the
  // coroutine's ramp stores there.
  constexpr unsigned MostValues = 32;
  SmallVector<const Value *, 8> Values{&Call};
  SmallPtrSet<const Value *, 8> Seen;
  while (!Values.empty() && Seen.size() < MostValues) {
    const Value *V = Values.pop_back_val();
    if (!Seen.insert(V).second)
      continue;
    for (const User *U : V->users()) {
      if (const auto *Store = dyn_cast<StoreInst>(U)) {
        const auto *Stored =
            dyn_cast<Function>(Store->getValueOperand()->stripPointerCasts());
        if (Store->getPointerOperand() == V && Stored &&
            Stored->getName().ends_with(".resume"))
          return true;
      } else if (const auto *Field = dyn_cast<GetElementPtrInst>(U)) {
        if (Field->hasAllZeroIndices())
          Values.push_back(U);
      } else if (isa<PHINode, SelectInst>(U)) {
        Values.push_back(U);
      }
    }
  }
  return false;
}

} // namespace allocsites
