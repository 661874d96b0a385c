// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a module reaches the thread's innermost record (see abi.h).
#ifndef ALLOCSITES_PLUGIN_TOPVARIABLE_H
#define ALLOCSITES_PLUGIN_TOPVARIABLE_H

namespace llvm {
class GlobalVariable;
class Module;
} // namespace llvm

namespace allocsites {

/// Whether M's object file can only become part of an executable: it defines
/// `main`, or its code already addresses variables in a way that linkers refuse
/// in a shared library. False where that is not certain.
bool isForExecutable(const llvm::Module &M);

/// The declaration of __allocsites_top in M. Where M is for an executable, M
/// itself brings a weak definition and addresses it by the local-exec model,
/// which spares a load and a register; all others find that definition through
/// the dynamic linker.
llvm::GlobalVariable *topVariable(llvm::Module &M);

} // namespace allocsites

#endif
