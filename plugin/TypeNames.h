// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names of allocated types, from debug information.
#ifndef ALLOCSITES_PLUGIN_TYPENAMES_H
#define ALLOCSITES_PLUGIN_TYPENAMES_H

#include <string>

namespace llvm {
class CallBase;
}

namespace allocsites {

/// The type that Call allocates, spelt as in C++ with its scopes
/// (`ns::Outer::Small`, `const char *`, `int[4]`); empty if it is not known.
std::string allocatedType(const llvm::CallBase &Call);

} // namespace allocsites

#endif
