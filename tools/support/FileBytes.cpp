// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support/FileBytes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace allocsites {

namespace {

Error systemError(const std::string &path, const char *what) {
  return {path + ": " + what + ": " + std::strerror(errno)};
}

} // namespace

Result<FileBytes> FileBytes::allocate(uint64_t size, const std::string &path) {
  FileBytes result;
  if (size == 0)
    return result;
  void *memory = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    return systemError(path, "cannot get memory to read it");
  result.bytes = static_cast<std::byte *>(memory);
  result.length = size;
  return result;
}

Result<FileBytes> FileBytes::read(const std::string &path, uint64_t limit) {
  Result<InputFile> file = InputFile::open(path);
  if (!file)
    return file.error();
  return file->readAll(limit);
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

Result<InputFile> InputFile::open(const std::string &path) {
  // Not to wait for the writer of a pipe.
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0)
    return systemError(path, "cannot open");
  InputFile file(path, descriptor);
  struct stat status;
  if (fstat(descriptor, &status) != 0)
    return systemError(path, "cannot read");
  if (S_ISDIR(status.st_mode))
    return Error{path + ": is a directory; give a file"};
  if (!S_ISREG(status.st_mode))
    return Error{path + ": is not a regular file; give a file on disk"};
  return file;
}

InputFile::InputFile(InputFile &&other) noexcept
    : path(std::move(other.path)),
      descriptor(std::exchange(other.descriptor, -1)) {}

InputFile::~InputFile() {
  if (descriptor >= 0)
    close(descriptor);
}

bool InputFile::readAt(uint64_t offset, void *to, size_t size) const {
  ssize_t count;
  do
    count = pread(descriptor, to, size, off_t(offset));
  while (count < 0 && errno == EINTR);
  return count == ssize_t(size);
}

bool InputFile::readPadded(uint64_t offset, void *to, size_t size) const {
  auto *bytes = static_cast<std::byte *>(to);
  for (size_t done = 0; done < size;) {
    ssize_t count =
        pread(descriptor, bytes + done, size - done, off_t(offset + done));
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0) {
      std::memset(count < 0 ? bytes : bytes + done, 0,
                  count < 0 ? size : size - done);
      return count == 0;
    }
    done += size_t(count);
  }
  return true;
}

uint64_t InputFile::skipHole(uint64_t offset, uint64_t size) const {
  off_t data = lseek(descriptor, off_t(offset), SEEK_DATA);
  if (data < 0)
    return errno == ENXIO ? size : offset;
  return std::min(uint64_t(data), size);
}

uint64_t InputFile::size() const {
  struct stat status;
  return fstat(descriptor, &status) == 0 ? uint64_t(status.st_size) : 0;
}

Result<FileBytes> InputFile::readAll(uint64_t limit) const {
  struct stat status;
  if (fstat(descriptor, &status) != 0)
    return systemError(path, "cannot read");
  uint64_t size = uint64_t(status.st_size);
  if (size > limit)
    return Error{path + ": is too large (" + std::to_string(size) +
                 " bytes, at most " + std::to_string(limit) + ")"};
  Result<FileBytes> result = FileBytes::allocate(size, path);
  if (!result)
    return result;
  if (!readPadded(0, result->data(), size))
    return systemError(path, "cannot read");
  return result;
}

} // namespace allocsites
