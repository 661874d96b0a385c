// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The names of a module: strings and scopes that its site tables refer to by
// number, packed into one constant.
// See also: runtime/include/allocsites/sites.h, the layout.
#ifndef ALLOCSITES_PLUGIN_NAMEPOOL_H
#define ALLOCSITES_PLUGIN_NAMEPOOL_H

#include "allocsites/sites.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <tuple>

namespace llvm {
class Constant;
class GlobalVariable;
class Module;
} // namespace llvm

namespace allocsites {

class NamePool {
public:
  explicit NamePool(llvm::Module &M) : M(M) {}

  /// The number of a string; that of an empty one is 0, which is none.
  uint32_t string(llvm::StringRef Text);
  uint32_t scope(const sites::Scope &Scope);

  /// Stands for the constant until finish(), which is called once, when all
  /// names are there; null: there are none.
  llvm::GlobalVariable *global();
  void finish();

private:
  llvm::Module &M;
  llvm::GlobalVariable *Global = nullptr;
  llvm::StringMap<uint32_t> Strings;
  llvm::SmallVector<uint8_t, 0> Text; ///< of all strings
  llvm::DenseMap<std::tuple<uint32_t, uint32_t, uint32_t>, uint32_t> Scopes;
  llvm::SmallVector<uint8_t, 0> ScopeText;
};

} // namespace allocsites

#endif
