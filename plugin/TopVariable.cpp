// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Choosing the thread-local storage model of __allocsites_top.
#include "TopVariable.h"
#include "allocsites/abi.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace allocsites {

/// Code that refers to C gets a relocation against a variable that a shared
/// library's user could replace. (Data may: its relocations are the dynamic
/// linker's.)
static bool addressesReplaceable(const Constant &C,
                                 SmallPtrSetImpl<const Constant *> &Seen) {
  if (!Seen.insert(&C).second)
    return false;
  if (const auto *Variable = dyn_cast<GlobalVariable>(&C))
    return Variable->isDSOLocal() && !Variable->hasLocalLinkage() &&
           Variable->hasDefaultVisibility() && !Variable->isDeclaration() &&
           !Variable->isThreadLocal();
  if (isa<GlobalValue>(C))
    return false;
  return any_of(C.operands(), [&](const Use &Operand) {
    return addressesReplaceable(*cast<Constant>(Operand), Seen);
  });
}

bool isForExecutable(const Module &M) {
  if (M.getPICLevel() != PICLevel::NotPIC &&
      M.getPIELevel() == PIELevel::Default)
    return false;
  const Function *Main = M.getFunction("main");
  if (Main && !Main->isDeclaration() && !Main->hasLocalLinkage())
    return true;
  SmallPtrSet<const Constant *, 32> Seen;
  for (const Function &F : M)
    for (const Instruction &I : instructions(F))
      for (const Use &Operand : I.operands())
        if (const auto *C = dyn_cast<Constant>(Operand);
            C && addressesReplaceable(*C, Seen))
          return true;
  return false;
}

GlobalVariable *topVariable(Module &M) {
  if (GlobalVariable *Known = M.getGlobalVariable(ALLOCSITES_TOP_SYMBOL))
    return Known;
  auto *Type = PointerType::get(M.getContext(), 0);
  if (!isForExecutable(M))
    return new GlobalVariable(
        M, Type, /*isConstant=*/false, GlobalValue::ExternalLinkage, nullptr,
        ALLOCSITES_TOP_SYMBOL, nullptr, GlobalValue::InitialExecTLSModel);
  auto *Own = new GlobalVariable(
      M, Type, /*isConstant=*/false, GlobalValue::WeakAnyLinkage,
      Constant::getNullValue(Type), ALLOCSITES_TOP_SYMBOL, nullptr,
      GlobalValue::LocalExecTLSModel);
  Own->setDSOLocal(true);
  // Without it the weak definitions of all objects would take room in each
  // thread.
  Own->setComdat(M.getOrInsertComdat(ALLOCSITES_TOP_SYMBOL));
  return Own;
}

} // namespace allocsites
