// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What allocates in the source: taken before the first optimisation, compared
// with what is left at the end. Read-only; the module only bears a number.
// See also: Elision.h, which compares.
#ifndef ALLOCSITES_PLUGIN_INVENTORY_H
#define ALLOCSITES_PLUGIN_INVENTORY_H

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace llvm {
class DIFile;
class DILocation;
class DISubprogram;
} // namespace llvm

namespace allocsites {

/// A position in the source. The file goes without saying: it belongs to the
/// position.
struct Place {
  const llvm::DISubprogram *Function;
  const llvm::DIFile *File;
  unsigned Line, Column;

  auto key() const { return std::tuple(Function, Line, Column); }
  bool operator==(const Place &Other) const { return key() == Other.key(); }
  bool operator<(const Place &Other) const { return key() < Other.key(); }
};

/// Callers first.
using PlaceChain = llvm::SmallVector<Place, 4>;

/// The chain that Where was inlined through; empty if there is no location.
PlaceChain chainOf(const llvm::DILocation *Where);

/// The name of what is called, aliases resolved; empty if it is not known.
llvm::StringRef calleeName(const llvm::CallBase &Call);

struct SourceCall {
  PlaceChain Where;
  std::string Callee; ///< symbol
  std::string Type;   ///< that is allocated; empty: unknown
  bool Allocates;     ///< else it calls a function of the inventory
};

struct SourceFunction {
  const llvm::DISubprogram *Debug = nullptr;
  std::vector<SourceCall> Calls; ///< in the order of the code
  bool MayAllocate = false;      ///< itself, or in what it calls here
};

/// Holds names, and debug information, which lives as long as the context; no
/// part of the code.
class Inventory {
public:
  /// Of M's code as it is now. Leaves M as it is but for a number by which
  /// take() knows the inventory again.
  static void make(llvm::Module &M);
  /// The inventory that was made of M in this process, which then has none;
  /// null if there is none.
  static std::unique_ptr<Inventory> take(llvm::Module &M);

  const SourceFunction *find(llvm::StringRef Symbol) const {
    auto Found = Functions.find(Symbol);
    return Found == Functions.end() ? nullptr : &Found->second;
  }
  /// The function of that debug information, whatever its symbol is now.
  const SourceFunction *find(const llvm::DISubprogram *Debug) const {
    return ByDebug.lookup(Debug).second;
  }
  /// The source's function that Debug's was made of: itself, or that whose
  /// symbol it bears with a suffix (`f.resume`, `f.cold.1`); else Debug.
  const llvm::DISubprogram *origin(const llvm::DISubprogram *Debug) const;
  /// What the source allocates at the innermost position of Where, wherever
  /// that was inlined: invokes made of inlined calls, and calls made of those,
  /// have no type of their own any more. Empty if it is not known, or if there
  /// are several, as in a macro.
  llvm::StringRef typeAt(const llvm::DILocation *Where) const;
  /// Its symbol; empty if it is none of the source's.
  llvm::StringRef symbolOf(const llvm::DISubprogram *Debug) const {
    return ByDebug.lookup(Debug).first;
  }

private:
  explicit Inventory(const llvm::Module &M);
  void noteType(const SourceCall &Call);
  void spread();

  const llvm::LLVMContext *Context;
  llvm::StringMap<SourceFunction> Functions;
  llvm::DenseMap<const llvm::DISubprogram *,
                 std::pair<llvm::StringRef, const SourceFunction *>>
      ByDebug;
  /// Of allocations; empty where there are several.
  std::map<decltype(std::declval<Place>().key()), std::string> Types;
};

} // namespace allocsites

#endif
