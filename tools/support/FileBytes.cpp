// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support/FileBytes.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace allocsites {

namespace {

struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0)
      close(number);
  }
};

Error systemError(const std::string &path, const char *what) {
  return {path + ": " + what + ": " + std::strerror(errno)};
}

/// Copies [begin, end) of the file; what lies behind a premature end of the
/// file stays zero.
bool copyRange(int file, std::byte *to, uint64_t begin, uint64_t end) {
  while (begin < end) {
    ssize_t count = pread(file, to + begin, end - begin, off_t(begin));
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return false;
    if (count == 0)
      return true;
    begin += uint64_t(count);
  }
  return true;
}

} // namespace

Result<FileBytes> FileBytes::read(const std::string &path, uint64_t limit) {
  Descriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.number < 0)
    return systemError(path, "cannot open");
  struct stat status;
  if (fstat(file.number, &status) != 0)
    return systemError(path, "cannot read");
  if (S_ISDIR(status.st_mode))
    return Error{path + ": is a directory"};
  if (!S_ISREG(status.st_mode))
    return Error{path + ": is not a regular file"};

  FileBytes result;
  uint64_t size = uint64_t(status.st_size);
  if (size > limit)
    return Error{path + ": is too large (" + std::to_string(size) +
                 " bytes, at most " + std::to_string(limit) + ")"};
  if (size == 0)
    return result;
  void *memory = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    return systemError(path, "cannot get memory to read it");
  result.bytes = static_cast<std::byte *>(memory);
  result.length = size;

  for (uint64_t position = 0; position < size;) {
    off_t data = lseek(file.number, off_t(position), SEEK_DATA);
    if (data < 0 && errno == ENXIO)
      break; // Only a hole is left.
    // File systems without holes report one stretch of data.
    uint64_t begin = data < 0 ? position : uint64_t(data);
    off_t hole = lseek(file.number, off_t(begin), SEEK_HOLE);
    uint64_t end = hole < 0 ? size : uint64_t(hole);
    if (end > size)
      end = size;
    if (begin >= size || end <= begin)
      break;
    if (!copyRange(file.number, result.bytes, begin, end))
      return systemError(path, "cannot read");
    position = end;
  }
  return result;
}

FileBytes::FileBytes(FileBytes &&other) noexcept
    : bytes(std::exchange(other.bytes, nullptr)),
      length(std::exchange(other.length, 0)) {}

FileBytes &FileBytes::operator=(FileBytes &&other) noexcept {
  std::swap(bytes, other.bytes);
  std::swap(length, other.length);
  return *this;
}

FileBytes::~FileBytes() {
  if (bytes)
    munmap(bytes, length);
}

} // namespace allocsites
