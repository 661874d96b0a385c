// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The site tables: constants that tell, for each site of a function, where it
// stands in the source and what it calls.
// See also: runtime/include/allocsites/abi.h, the layout.
#ifndef ALLOCSITES_PLUGIN_SITETABLE_H
#define ALLOCSITES_PLUGIN_SITETABLE_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/Module.h"
#include <string>
#include <vector>

namespace llvm {
class DILocation;
class DIFile;
class StructType;
} // namespace llvm

namespace allocsites {

struct Site {
  const llvm::DILocation *Where; ///< null: somewhere in the function
  uint32_t Flags;                ///< ALLOCSITES_SITE_*
  llvm::StringRef Callee;        ///< symbol; empty: unknown
  std::string Type;              ///< allocated type; empty: unknown
};

/// Makes the tables of one module, whose strings they share.
class SiteTables {
public:
  explicit SiteTables(llvm::Module &M);

  /// Adds the table of F's Sites to the module; the result is the address of
  /// each site, in order.
  std::vector<llvm::Constant *> add(llvm::Function &F,
                                    llvm::ArrayRef<Site> Sites);

private:
  class Builder;

  /// The string, once per module, where the linker can merge it with others'.
  llvm::Constant *string(llvm::StringRef Text);
  llvm::Constant *path(const llvm::DIFile *File);

  llvm::Module &M;
  llvm::StructType *ScopeType, *FrameType, *SiteType;
  llvm::StringMap<llvm::Constant *> Strings;
  llvm::DenseMap<const llvm::DIFile *, llvm::Constant *> Paths;
  /// The module will be optimised once more when it is linked.
  bool IsForLTO;
};

} // namespace allocsites

#endif
