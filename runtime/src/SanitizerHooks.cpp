// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In a sanitizer's build the sanitizer's allocator answers all calls, so that
// it finds what it is there to find; it tells us of them. See also:
// sanitizer/allocator_interface.h of compiler-rt.
#include "SanitizerHooks.h"
#include "Count.h"
#include "Real.h"

extern "C" __attribute__((weak)) int __sanitizer_install_malloc_and_free_hooks(
    void (*Malloc)(const volatile void *, size_t),
    void (*Free)(const volatile void *));

namespace allocsites {
namespace {

void onMalloc(const volatile void *Block, size_t Size) {
  countAllocation(const_cast<void *>(Block), Size,
                  Interposed{__builtin_return_address(0), "malloc"});
}
void onFree(const volatile void *Block) {
  countDeallocation(const_cast<void *>(Block));
}

} // namespace

bool isSanitized() {
  return real::InFrontOfUs && __sanitizer_install_malloc_and_free_hooks;
}
bool installSanitizerHooks() {
  return isSanitized() &&
         __sanitizer_install_malloc_and_free_hooks(onMalloc, onFree) > 0;
}

} // namespace allocsites
