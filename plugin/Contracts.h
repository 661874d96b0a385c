// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions promise not to allocate, and which calls stand under such a
// promise. Read-only.
//
// A function promises by [[clang::annotate("allocsites::none")]], by the option
// no-alloc, or as one that Clang's real-time sanitizer checks; it is let off by
// [[clang::annotate("allocsites::any")]] or the option may-alloc. Inlined
// functions are recognised in a call's inline chain.
// See also: ALLOCSITES_SITE_NO_ALLOC in abi.h, docs/contracts.md.
#ifndef ALLOCSITES_PLUGIN_CONTRACTS_H
#define ALLOCSITES_PLUGIN_CONTRACTS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"
#include <string>
#include <vector>

namespace llvm {
class DISubprogram;
}

namespace allocsites {

class Options;
class Skips;

/// On calls made by functions that promise anything, so that no pass merges
/// them with others.
inline constexpr char PromisedAttribute[] = "allocsites-promised";

class Contracts {
public:
  /// \p Skipped may be null: what is not instrumented is not known then.
  Contracts(const llvm::Module &M, const Options &Opts, const Skips *Skipped);

  /// Whether \p F promises anything.
  bool has(const llvm::Function &F) const { return promiseOf(F) != None; }
  /// ALLOCSITES_SITE_* flags of a site at \p Call: those of the innermost
  /// function of its chain that says anything; 0: none does.
  uint32_t flagsOf(const llvm::CallBase &Call) const;

  /// One line each, for the user.
  std::vector<std::string> Problems;

private:
  enum Promise : uint8_t { None, NoAlloc, MayAlloc };

  void readAnnotations(const llvm::Module &M);
  Promise promiseOf(const llvm::Function &F) const;
  Promise promiseOf(const llvm::DISubprogram &SP) const;
  Promise optionOf(llvm::StringRef Symbol) const;
  Promise promiseOfUnseen(const llvm::CallBase &Call) const;

  const Options &Opts;
  const Skips *Skipped;
  llvm::DenseMap<const llvm::Function *, Promise> Annotated;
  /// The same as inline chains know them.
  llvm::DenseMap<const llvm::DISubprogram *, Promise> Inlinable;
  llvm::StringMap<Promise> LinkageNames;
  /// What the options say of each symbol asked for.
  mutable llvm::StringMap<Promise> Listed;
};

} // namespace allocsites

#endif
