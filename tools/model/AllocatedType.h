// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The type of what is allocated, as far as names tell it.
#ifndef ALLOCSITES_MODEL_ALLOCATEDTYPE_H
#define ALLOCSITES_MODEL_ALLOCATEDTYPE_H

#include <string>
#include <string_view>

namespace allocsites {

/// What a function of that demangled name allocates: the argument of an
/// allocator, the character of a string. Empty if the name does not tell.
std::string typeAllocatedBy(std::string_view demangled);

/// A type as debug information spells it, as short as we show names.
std::string presentType(std::string_view spelled);

} // namespace allocsites

#endif
