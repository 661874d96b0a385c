// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs built with a sanitizer that brings an allocator of its own.
#ifndef ALLOCSITES_RUNTIME_SANITIZERHOOKS_H
#define ALLOCSITES_RUNTIME_SANITIZERHOOKS_H

namespace allocsites {

/// Such a sanitizer answers the process's allocations. After real::resolve().
bool isSanitized();

/// Has the sanitizer report its allocations to us. False if there is none.
bool installSanitizerHooks();

} // namespace allocsites

#endif
