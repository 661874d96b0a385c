// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Looking functions up in AllocFunctions.def by name and type.
#include "AllocFunctions.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/GlobalValue.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Operator.h"
#include <cstddef>
#include <cstdint>

using namespace llvm;

namespace allocsites {

template <class T> constexpr char letter();
template <> constexpr char letter<void *>() { return 'p'; }
template <> constexpr char letter<void **>() { return 'p'; }
template <> constexpr char letter<const void *>() { return 'p'; }
template <> constexpr char letter<size_t>() { return 'z'; }
template <> constexpr char letter<int>() { return 'i'; }
template <> constexpr char letter<uint8_t>() { return 'b'; }
template <> constexpr char letter<void>() { return 'v'; }

template <class... T>
constexpr char SignatureText[sizeof...(T) + 1] = {letter<T>()..., 0};

static constexpr AllocFunction Table[] = {
#define ALLOC_FUNCTION(Symbol, ...) {#Symbol, SignatureText<__VA_ARGS__>},
#define FREE_FUNCTION(Symbol, ...) {#Symbol, SignatureText<void, __VA_ARGS__>},
#include "allocsites/AllocFunctions.def"
};

static bool isOfKind(const Type &T, char Letter) {
  switch (Letter) {
  case 'p':
    return T.isPointerTy();
  case 'z':
    return T.isIntegerTy(64);
  case 'i':
    return T.isIntegerTy(32);
  case 'b':
    return T.isIntegerTy(8);
  case 'v':
    return T.isVoidTy();
  }
  return false;
}

static bool fits(const FunctionType &Type, StringRef Signature) {
  if (Type.isVarArg() || Type.getNumParams() + 1 != Signature.size() ||
      !isOfKind(*Type.getReturnType(), Signature[0]))
    return false;
  for (unsigned I = 0; I < Type.getNumParams(); ++I)
    if (!isOfKind(*Type.getParamType(I), Signature[I + 1]))
      return false;
  return true;
}

/// The entry for a function of that name and type.
static const AllocFunction *findAllocFunction(StringRef Symbol,
                                              const FunctionType &Type) {
  static const StringMap<const AllocFunction *> ByName = [] {
    StringMap<const AllocFunction *> Map;
    for (const AllocFunction &Function : Table)
      Map[Function.Symbol] = &Function;
    return Map;
  }();
  auto Found = ByName.find(Symbol);
  if (Found == ByName.end() || !fits(Type, Found->second->Signature))
    return nullptr;
  return Found->second;
}

const GlobalValue *calledSymbol(const CallBase &Call) {
  return dyn_cast<GlobalValue>(Call.getCalledOperand()->stripPointerCasts());
}

const AllocFunction *allocFunctionOf(const CallBase &Call) {
  if (isa<CallBrInst>(Call))
    return nullptr;
  const GlobalValue *Callee = calledSymbol(Call);
  // A static function may have any name.
  if (!Callee || Callee->hasLocalLinkage())
    return nullptr;
  return findAllocFunction(symbolName(*Callee), *Call.getFunctionType());
}

const AllocFunction *allocationOf(const CallBase &Call) {
  const AllocFunction *Function = allocFunctionOf(Call);
  return Function && !Function->frees() ? Function : nullptr;
}

StringRef symbolName(const GlobalValue &Value) {
  return GlobalValue::dropLLVMManglingEscape(Value.getName());
}

} // namespace allocsites
