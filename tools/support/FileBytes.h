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
  FileBytes() = default;
  /// Zeros.
  static Result<FileBytes> allocate(uint64_t size, const std::string &path);
  /// The whole file; refused if it has more than \p limit bytes.
  static Result<FileBytes> read(const std::string &path, uint64_t limit);

  FileBytes(FileBytes &&other) noexcept;
  FileBytes &operator=(FileBytes &&other) noexcept;
  FileBytes(const FileBytes &) = delete;
  FileBytes &operator=(const FileBytes &) = delete;
  ~FileBytes();

  /// Aligned to a page; null for an empty file.
  std::byte *data() { return bytes; }
  const std::byte *data() const { return bytes; }
  uint64_t size() const { return length; }

private:
  std::byte *bytes = nullptr;
  uint64_t length = 0;
};

/// A regular file, open for reading.
class InputFile {
public:
  static Result<InputFile> open(const std::string &path);

  InputFile(InputFile &&other) noexcept;
  InputFile(const InputFile &) = delete;
  ~InputFile();

  /// Fills \p to; false if the file ends before or cannot be read.
  bool readAt(uint64_t offset, void *to, size_t size) const;
  /// Fills \p to, behind the file's end with zeros. False, and all zeros, if it
  /// cannot be read: see errno.
  bool readPadded(uint64_t offset, void *to, size_t size) const;
  /// The first byte at or behind \p offset that is not in a hole, as far as the
  /// file system knows; \p size if there is none before.
  uint64_t skipHole(uint64_t offset, uint64_t size) const;
  /// In bytes, at this moment; 0 if that cannot be told.
  uint64_t size() const;
  /// As long as the file is at this moment.
  Result<FileBytes> readAll(uint64_t limit) const;

private:
  InputFile(std::string path, int descriptor)
      : path(std::move(path)), descriptor(descriptor) {}

  std::string path;
  int descriptor;
};

} // namespace allocsites

#endif
