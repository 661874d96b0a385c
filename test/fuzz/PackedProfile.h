// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Inputs of the fuzzer: profiles without the zeros at the end of each page, so
// that what is changed is seldom padding.
// See also: pack.py, which makes them of profiles and back.
#ifndef ALLOCSITES_TEST_FUZZ_PACKEDPROFILE_H
#define ALLOCSITES_TEST_FUZZ_PACKEDPROFILE_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace allocsites::fuzz {

using Bytes = std::vector<uint8_t>;

/// Pages: each 16 bits of length, then as many bytes. A last one of which less
/// is there ends the profile in mid-page.
Bytes unpackProfile(const uint8_t *data, size_t size);
Bytes packProfile(const Bytes &profile);

/// Makes hashes and check values right, so that what is wrong otherwise gets
/// past them.
void mendProfile(Bytes &profile);

} // namespace allocsites::fuzz

#endif
