// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The reasons to leave a function or a module alone.
#include "Skips.h"
#include "Compat.h"
#include "Options.h"
#include "SourcePaths.h"
#include "allocsites/abi.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/GlobalIFunc.h"

using namespace llvm;

namespace allocsites {

StringRef whyModuleIsSkipped(const Module &M) {
  Triple Target(M.getTargetTriple());
  // Tests without a triple take the host's.
  if (!M.getTargetTriple().empty()) {
    if (!Target.isOSBinFormatELF())
      return "the object format is not ELF";
    if (Target.getArch() != Triple::x86_64 &&
        Target.getArch() != Triple::aarch64)
      return "the target is neither x86-64 nor aarch64";
    if (Target.isX32() || M.getDataLayout().getPointerSize() != 8)
      return "pointers are not of 64 bits";
  }
  return "";
}

Skips::Skips(const Module &M, const Options &Opts) : Opts(Opts) {
  for (const GlobalIFunc &IFunc : M.ifuncs())
    if (const Function *Resolver = IFunc.getResolverFunction())
      IFuncResolvers.insert(Resolver);
}

static StringRef definingFile(const Function &F) {
  return F.getParent()->getSourceFileName();
}

StringRef Skips::why(const Function &F) const {
  if (F.hasAvailableExternallyLinkage())
    return "its code comes from another module (available_externally)";
  if (F.hasFnAttribute(Attribute::Naked))
    return "it has no frame (naked)";
  if (F.isPresplitCoroutine())
    return "the coroutine is not split yet";
  if (F.hasFnAttribute(Attribute::DisableSanitizerInstrumentation) ||
      F.hasFnAttribute("no_instrument_function"))
    return "its attributes forbid instrumentation";
  if (F.hasPersonalityFn() &&
      isScopedEHPersonality(classifyEHPersonality(F.getPersonalityFn())))
    return "its exception handling works with funclets";
  // Runs while the program is being relocated: thread-locals do not work yet.
  if (IFuncResolvers.contains(&F))
    return "it is an ifunc resolver";
  if (F.getName().starts_with(ALLOCSITES_ENTRY_PREFIX))
    return "it belongs to the runtime";
  if (Opts.skipsFunction(F.getName()))
    return "its name is in skip-functions";
  if (Opts.hasSkippedFiles()) {
    const DISubprogram *SP = F.getSubprogram();
    if (SP ? Opts.skipsFile(absolutePath(SP->getFile()))
           : Opts.skipsFile(definingFile(F)))
      return "its file is in skip-files";
  }
  return "";
}

} // namespace allocsites
