// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions that allocate or free and whose calls are rewritten.
// See also: runtime/include/allocsites/AllocFunctions.def, the table itself.
#ifndef ALLOCSITES_PLUGIN_ALLOCFUNCTIONS_H
#define ALLOCSITES_PLUGIN_ALLOCFUNCTIONS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/IR/InstrTypes.h"

namespace allocsites {

struct AllocFunction {
  llvm::StringRef Symbol;
  /// Result and parameters, a letter each: p pointer, z size_t, i int, b byte,
  /// v none.
  llvm::StringRef Signature;

  bool frees() const { return Signature[0] == 'v'; }
};

/// What Call calls, seen through pointer casts: a function, alias or ifunc of a
/// known name; null for indirect calls and inline assembly.
const llvm::GlobalValue *calledSymbol(const llvm::CallBase &Call);

/// The entry of the table that Call calls by its name; null if none.
const AllocFunction *allocFunctionOf(const llvm::CallBase &Call);
/// The same if it allocates.
const AllocFunction *allocationOf(const llvm::CallBase &Call);

/// The name as the linker knows it.
llvm::StringRef symbolName(const llvm::GlobalValue &Value);

} // namespace allocsites

#endif
