// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The program and the libraries loaded into the process.
#ifndef ALLOCSITES_RUNTIME_MODULES_H
#define ALLOCSITES_RUNTIME_MODULES_H

namespace allocsites {

/// Path of the program or library that holds Address, or null. Lock-free and
/// async-signal-safe. The main program's is the one that is set once at start.
const char *moduleOf(const void *Address);
void setProgramPath(const char *Path);

/// True if Address is the main program's and not a library's. As above.
bool isInProgram(const void *Address);

/// An address that tells the module of Address from others; null: not known, or
/// there are no others. As above.
const void *moduleStart(const void *Address);

} // namespace allocsites

#endif
