// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unpacks what zlib packed, without zlib: the program may have its own.
#ifndef ALLOCSITES_RUNTIME_INFLATE_H
#define ALLOCSITES_RUNTIME_INFLATE_H

#include <stddef.h>
#include <stdint.h>

namespace allocsites {

/// Packed is a zlib stream (RFC 1950, without a preset dictionary) of a text of
/// exactly Size bytes, which go to To. False if it is not; To may then hold
/// anything. Uses 4 KiB of stack; async-signal-safe.
bool inflate(const uint8_t *Packed, size_t PackedSize, uint8_t *To,
             size_t Size);

} // namespace allocsites

#endif
