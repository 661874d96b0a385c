// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A private copy of a file's bytes. A copy and not a mapping of the file: the
// program that is being profiled may truncate the file while it is read, which
// would be a SIGBUS in a mapping.
#ifndef ALLOCSITES_SUPPORT_FILEBYTES_H
#define ALLOCSITES_SUPPORT_FILEBYTES_H

#include "support/Result.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace allocsites {

class FileBytes {
public:
  /// Reads the whole file, passing over its holes: a sparse file costs only
  /// what it holds. Files above \p limit bytes are refused.
  static Result<FileBytes> read(const std::string &path, uint64_t limit);

  FileBytes(FileBytes &&other) noexcept;
  FileBytes &operator=(FileBytes &&other) noexcept;
  FileBytes(const FileBytes &) = delete;
  FileBytes &operator=(const FileBytes &) = delete;
  ~FileBytes();

  /// Aligned to a page; null for an empty file.
  const std::byte *data() const { return bytes; }
  uint64_t size() const { return length; }

private:
  FileBytes() = default;

  std::byte *bytes = nullptr;
  uint64_t length = 0;
};

} // namespace allocsites

#endif
