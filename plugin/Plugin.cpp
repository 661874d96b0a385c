// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the compiler sees of an implementation: when its passes run.
//
// Usage: clang++ -g -O2 -fpass-plugin=AllocSites.so file.cpp
//        opt -load-pass-plugin=AllocSites.so -passes='allocsites<OPTIONS>'
//        file.ll
#include "Compat.h"
#include "KeepNamed.h"
#include "Options.h"
#include "Pass.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace llvm;
using namespace allocsites;

static void report(const Options &Opts) {
  if (Opts.Warnings)
    for (const std::string &Problem : Opts.Problems)
      errs() << "allocsites: warning: " << Problem << "\n";
}

/// Those of the environment, and then Text's.
static std::shared_ptr<const Options> options(StringRef Text = "") {
  auto Opts = std::make_shared<Options>();
  if (const char *Environment = std::getenv("ALLOCSITES_PLUGIN_OPTIONS"))
    Opts->parse(Environment);
  Opts->parse(Text);
  report(*Opts);
  return Opts;
}

static bool parsePass(StringRef Name, ModulePassManager &MPM) {
  if (!Name.consume_front("allocsites"))
    return false;
  if (!Name.empty() && !(Name.consume_front("<") && Name.consume_back(">")))
    return false;
  std::shared_ptr<const Options> Opts = options(Name);
  if (Opts->hasNamed())
    MPM.addPass(KeepNamedPass(Opts));
  MPM.addPass(AllocSitesPass(Opts));
  return true;
}

static void registerPasses(PassBuilder &PB) {
  std::shared_ptr<const Options> Opts = options();
  if (Opts->hasNamed())
    PB.registerPipelineStartEPCallback(
        [Opts](ModulePassManager &MPM, OptimizationLevel) {
          MPM.addPass(KeepNamedPass(Opts));
        });
  compat::atOptimizerLast(PB,
                          [Opts](ModulePassManager &MPM, OptimizationLevel) {
                            MPM.addPass(AllocSitesPass(Opts));
                          });
  PB.registerPipelineParsingCallback(
      [](StringRef Name, ModulePassManager &MPM,
         ArrayRef<PassBuilder::PipelineElement>) {
        return parsePass(Name, MPM);
      });
}

/// See Loader.cpp, which jumps here.
extern "C" __attribute__((visibility("default"))) PassPluginLibraryInfo
allocsitesPassPluginInfo() {
  PassPluginLibraryInfo Info = {};
  Info.APIVersion = LLVM_PLUGIN_API_VERSION;
  Info.PluginName = "AllocSites";
  Info.PluginVersion = ALLOCSITES_VERSION;
  Info.RegisterPassBuilderCallbacks = registerPasses;
  return Info;
}
