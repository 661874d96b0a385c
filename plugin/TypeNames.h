// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is allocated: the type's name from debug information, coroutine frames.
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

/// True if what Call allocates becomes the frame of a coroutine that was split.
bool allocatesCoroutine(const llvm::CallBase &Call);

} // namespace allocsites

#endif
