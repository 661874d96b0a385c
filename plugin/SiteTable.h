// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The site tables: constants that tell, for each site of a function, where it
// stands in the source and what it calls.
// See also: runtime/include/allocsites/sites.h, the layout.
#ifndef ALLOCSITES_PLUGIN_SITETABLE_H
#define ALLOCSITES_PLUGIN_SITETABLE_H

#include "NamePool.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/Module.h"
#include <string>
#include <vector>

namespace llvm {
class DILocation;
class DIFile;
} // namespace llvm

namespace allocsites {

struct Site {
  const llvm::DILocation *Where; ///< null: somewhere in the function
  uint32_t Flags;                ///< ALLOCSITES_SITE_*
  llvm::StringRef Callee;        ///< symbol; empty: unknown
  std::string Type;              ///< allocated type; empty: unknown
};

/// Makes the tables of one module, which share their names.
class SiteTables {
public:
  explicit SiteTables(llvm::Module &M);

  /// Adds the table of F's Sites to the module; the result is the address of
  /// each site, in order.
  std::vector<llvm::Constant *> add(llvm::Function &F,
                                    llvm::ArrayRef<Site> Sites);

  /// All tables have been added. To be called once.
  void finish() { Names.finish(); }

private:
  class Builder;

  uint32_t path(const llvm::DIFile *File);

  llvm::Module &M;
  NamePool Names;
  llvm::DenseMap<const llvm::DIFile *, uint32_t> Paths;
  /// The module will be optimised once more when it is linked.
  bool IsForLTO;
};

} // namespace allocsites

#endif
