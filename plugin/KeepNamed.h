// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Keeps calls of the allocators and deallocators that the user named visible:
// inlined, or with an argument removed, they could not be reported. Runs first.
#ifndef ALLOCSITES_PLUGIN_KEEPNAMED_H
#define ALLOCSITES_PLUGIN_KEEPNAMED_H

#include "llvm/IR/PassManager.h"
#include <memory>

namespace allocsites {

class Options;

class KeepNamedPass : public llvm::PassInfoMixin<KeepNamedPass> {
public:
  explicit KeepNamedPass(std::shared_ptr<const Options> Opts)
      : Opts(std::move(Opts)) {}
  llvm::PreservedAnalyses run(llvm::Module &M,
                              llvm::ModuleAnalysisManager &MAM);
  static bool isRequired() { return true; }

private:
  std::shared_ptr<const Options> Opts;
};

} // namespace allocsites

#endif
