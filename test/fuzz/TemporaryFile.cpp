// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "TemporaryFile.h"

#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

namespace allocsites::fuzz {

TemporaryFile::TemporaryFile(const void *data, size_t size)
    : descriptor(memfd_create("fuzzed", MFD_CLOEXEC)),
      name("/proc/self/fd/" + std::to_string(descriptor)) {
  // Not the fault of what is tested.
  if (descriptor < 0 || write(descriptor, data, size) != ssize_t(size))
    std::exit(2);
}

TemporaryFile::~TemporaryFile() { close(descriptor); }

} // namespace allocsites::fuzz
