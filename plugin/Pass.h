// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pass: discover, decide, instrument.
#ifndef ALLOCSITES_PLUGIN_PASS_H
#define ALLOCSITES_PLUGIN_PASS_H

#include "llvm/IR/PassManager.h"
#include <memory>

namespace allocsites {

class Options;

class AllocSitesPass : public llvm::PassInfoMixin<AllocSitesPass> {
public:
  explicit AllocSitesPass(std::shared_ptr<const Options> Opts)
      : Opts(std::move(Opts)) {}
  llvm::PreservedAnalyses run(llvm::Module &M,
                              llvm::ModuleAnalysisManager &MAM);
  /// At -O0 too.
  static bool isRequired() { return true; }

private:
  std::shared_ptr<const Options> Opts;
};

} // namespace allocsites

#endif
