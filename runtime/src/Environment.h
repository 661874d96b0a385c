// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The environment that the process was started with.
#ifndef ALLOCSITES_RUNTIME_ENVIRONMENT_H
#define ALLOCSITES_RUNTIME_ENVIRONMENT_H

#include <stddef.h>

namespace allocsites {

/// The value of a variable, or null. Where the C library is not yet up
/// (.preinit_array runs before it), the value is copied to Buffer, cut to
/// Capacity - 1 bytes; else it is the environment's own.
const char *environmentVariable(const char *Name, char *Buffer,
                                size_t Capacity);

} // namespace allocsites

#endif
