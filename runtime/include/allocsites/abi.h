// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The contract between instrumented code (the plugin) and the runtime.
// See also: AllocFunctions.def (which calls are rewritten), sites.h (the tables
// that describe them), format.h (what the runtime writes). Plain C, so that
// either side may be compiled as C.
//
// Any change of a layout or of an entry point's signature bumps
// ALLOCSITES_ABI_VERSION. Each instrumented module refers to the data symbol
// `__allocsites_abi_<version>`, so a mismatch fails at link time by that name.
#ifndef ALLOCSITES_ABI_H
#define ALLOCSITES_ABI_H

#include <stddef.h>
#include <stdint.h>

#define ALLOCSITES_ABI_VERSION 2
#define ALLOCSITES_ABI_SYMBOL "__allocsites_abi_2"
#define ALLOCSITES_TOP_SYMBOL "__allocsites_top"
/// Rewritten call of NAME becomes a call of ALLOCSITES_ENTRY_PREFIX NAME.
#define ALLOCSITES_ENTRY_PREFIX "__allocsites_"
#define ALLOCSITES_ALLOCATED_SYMBOL "__allocsites_allocated"
#define ALLOCSITES_FREED_SYMBOL "__allocsites_freed"

#ifdef __cplusplus
extern "C" {
#endif

// ---- Sites: one for each call that allocates or may lead to it ------------
//
// See sites.h on the tables that describe them.

enum {
  /// The call is a rewritten allocation call; `callee` is the allocation
  /// function's symbol.
  ALLOCSITES_SITE_ALLOCATION = 1u << 0,
  /// Callee is not known when compiling (`callee` is 0).
  ALLOCSITES_SITE_INDIRECT = 1u << 1,
  /// The callee is an allocator that the user named; allocations made while it
  /// runs are its own business and do not count. The plugin reports the result
  /// by __allocsites_allocated.
  ALLOCSITES_SITE_NAMED_ALLOCATOR = 1u << 2,
  /// The memory becomes the frame of a coroutine.
  ALLOCSITES_SITE_COROUTINE = 1u << 3,
  /// A function of the chain, or the callee, promises not to allocate, and so
  /// all that it calls: see docs/contracts.md. Which one:
  /// ALLOCSITES_CONTRACT_*.
  ALLOCSITES_SITE_NO_ALLOC = 1u << 4,
  /// The same of a function that is let off its callers' promises. Never with
  /// ALLOCSITES_SITE_NO_ALLOC: the innermost function that says either counts.
  ALLOCSITES_SITE_MAY_ALLOC = 1u << 5,
};

/// Eight bits of a site's flags: 0 if it is the callee, else the number of the
/// frame, where 1 is the innermost; what is too far out is _MAX.
#define ALLOCSITES_CONTRACT_FRAME_SHIFT 8
#define ALLOCSITES_CONTRACT_FRAME_MAX 255

/// One call instruction that allocates or may lead to an allocation. It lies in
/// memory that can be written to; whoever uses it first gives it its number.
struct allocsites_site {
  /// With the highest bit (ALLOCSITES_SITE_NEW) set, as in the object file:
  /// minus the distance in bytes back to the site's description. Without it:
  /// the runtime's number.
  uint32_t id;
};
#define ALLOCSITES_SITE_NEW 0x80000000u

// ---- Context records: on the stack of instrumented functions --------------

/// Begin of a region that calls: parent = __allocsites_top, resolved_site = 0.
/// Before each call: site = the call's site, __allocsites_top = this record.
/// On every way out of the region: __allocsites_top = parent.
/// `node` is the runtime's, and means nothing unless resolved_site == site.
struct allocsites_record {
  struct allocsites_record *parent;
  struct allocsites_site *site;
  struct allocsites_site *resolved_site;
  void *node;
};

/// Innermost record of this thread, or null. Initial-exec TLS.
extern __thread struct allocsites_record *__allocsites_top
    __attribute__((tls_model("initial-exec")));

/// Its address is referred to by every instrumented module.
extern const char __allocsites_abi_2;

// ---- Entry points ----------------------------------------------------------
//
// For every function of AllocFunctions.def that allocates: the function's own
// signature plus a last argument, `struct allocsites_site *`; for those that
// free: their own signature. Behaviour, results, exceptions and errno are those
// of the function itself.

/// A user-named allocator returned `pointer` (null: failed, nothing counts) for
/// a request of `size` bytes at `site`.
void __allocsites_allocated(void *pointer, size_t size,
                            struct allocsites_site *site);
/// `pointer` is about to be given back to a user-named allocator.
void __allocsites_freed(void *pointer);

#ifdef __cplusplus
}
#endif

#endif
