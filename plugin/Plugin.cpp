// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the compiler sees of an implementation: when its passes run.
//
// Usage: clang++ -g -O2 -fpass-plugin=AllocSites.so file.cpp
//        opt -load-pass-plugin=AllocSites.so -passes='allocsites<OPTIONS>'
//        file.ll
#include "Compat.h"
#include "Options.h"
#include "Pass.h"
#include "Prepare.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace llvm;
using namespace allocsites;

static void report(const Options &Opts) {
  // Pipelines are parsed more than once.
  static StringSet<> Said;
  if (Opts.Warnings)
    for (const std::string &Problem : Opts.Problems)
      if (Said.insert(Problem).second)
        errs() << "allocsites: warning: " << Problem << "\n";
}

/// Those of the environment, and then Text's.
static std::shared_ptr<const Options> options(StringRef Text) {
  auto Opts = std::make_shared<Options>();
  if (const char *Environment = std::getenv("ALLOCSITES_PLUGIN_OPTIONS"))
    Opts->parse(Environment);
  Opts->parse(Text);
  report(*Opts);
  return Opts;
}

/// For pipelines that are not written out: read, and complained about, once.
static std::shared_ptr<const Options> environmentOptions() {
  static const std::shared_ptr<const Options> Opts = options("");
  return Opts;
}

/// Adds the pass of that name, with its options behind it in `<>`.
template <class PassT>
static bool parsePass(StringRef Name, StringRef PassName,
                      ModulePassManager &MPM) {
  if (!Name.consume_front(PassName) ||
      !(Name.empty() || (Name.consume_front("<") && Name.consume_back(">"))))
    return false;
  MPM.addPass(PassT(options(Name)));
  return true;
}

static void registerPasses(PassBuilder &PB) {
  PB.registerPipelineStartEPCallback(
      [](ModulePassManager &MPM, OptimizationLevel) {
        MPM.addPass(PreparePass(environmentOptions()));
      });
  compat::atOptimizerLast(PB, [](ModulePassManager &MPM, OptimizationLevel) {
    MPM.addPass(AllocSitesPass(environmentOptions()));
  });
  PB.registerPipelineParsingCallback(
      [](StringRef Name, ModulePassManager &MPM,
         ArrayRef<PassBuilder::PipelineElement>) {
        return parsePass<PreparePass>(Name, "allocsites-prepare", MPM) ||
               parsePass<AllocSitesPass>(Name, "allocsites", MPM);
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
