// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What has to be done before the first optimisation: judging inline functions
// by their unoptimised code (see MayAllocate.h), noting what allocates (see
// Inventory.h), and keeping calls of the allocators and deallocators that the
// user named visible; inlined, or with an argument removed, they could not be
// reported. So with functions that promise not to allocate, if there is no
// debug information to tell of them.
#ifndef ALLOCSITES_PLUGIN_PREPARE_H
#define ALLOCSITES_PLUGIN_PREPARE_H

#include "llvm/IR/PassManager.h"
#include <memory>

namespace allocsites {

class Options;

class PreparePass : public llvm::PassInfoMixin<PreparePass> {
public:
  explicit PreparePass(std::shared_ptr<const Options> Opts)
      : Opts(std::move(Opts)) {}
  llvm::PreservedAnalyses run(llvm::Module &M,
                              llvm::ModuleAnalysisManager &MAM);
  static bool isRequired() { return true; }

private:
  std::shared_ptr<const Options> Opts;
};

} // namespace allocsites

#endif
