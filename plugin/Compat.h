// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What differs between LLVM 16 and 22, under names that do not. No other file
// asks for an LLVM version.
#ifndef ALLOCSITES_PLUGIN_COMPAT_H
#define ALLOCSITES_PLUGIN_COMPAT_H

#include "llvm/Config/llvm-config.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"
#include <functional>

// Headers that moved: asking for the file is more exact than for the version,
// since distributions cut their packages between releases.
#if __has_include("llvm/Plugins/PassPlugin.h")
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif
#if __has_include("llvm/IR/EHPersonalities.h")
#include "llvm/IR/EHPersonalities.h"
#else
#include "llvm/Analysis/EHPersonalities.h"
#endif
#if __has_include("llvm/IR/AttributeMask.h")
#include "llvm/IR/AttributeMask.h"
#else
#include "llvm/IR/Attributes.h"
#endif
#if __has_include("llvm/TargetParser/Triple.h")
#include "llvm/TargetParser/Triple.h"
#else
#include "llvm/ADT/Triple.h"
#endif

#if LLVM_VERSION_MAJOR < 16
#error "AllocSites needs LLVM 16 or later: older IR has typed pointers"
#endif

namespace allocsites::compat {

using AddModulePasses =
    std::function<void(llvm::ModulePassManager &, llvm::OptimizationLevel)>;

/// Calls Add where a pipeline ends, at every optimisation level.
inline void atOptimizerLast(llvm::PassBuilder &PB, AddModulePasses Add) {
#if LLVM_VERSION_MAJOR >= 20
  PB.registerOptimizerLastEPCallback(
      [Add](llvm::ModulePassManager &MPM, llvm::OptimizationLevel Level,
            llvm::ThinOrFullLTOPhase) { Add(MPM, Level); });
#else
  PB.registerOptimizerLastEPCallback(Add);
#endif
}

} // namespace allocsites::compat

#endif
