// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where another definition of malloc stands in front of ours (an allocator that
// is preloaded or linked earlier, the program's own, a program that loaded us
// with an instrumented library), calls do not come to us by themselves. Then
// the modules' own tables of addresses are changed so that they do.
#ifndef ALLOCSITES_RUNTIME_REDIRECT_H
#define ALLOCSITES_RUNTIME_REDIRECT_H

namespace allocsites {

/// Address is of one of the functions by which we interpose.
bool isOurs(const void *Address);
/// What the linker took for Symbol in place of ours, or null: we are an archive
/// in a program that defines it, and perhaps does not tell the dynamic linker.
void *linkedInFront(const char *Symbol);

/// Leads the calls of all loaded modules to us, but not those of a module to
/// its own functions.
void redirectModules();

/// A module may have been loaded: the same again if that was ever done.
void redirectNewModules();

} // namespace allocsites

#endif
