// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs and libraries as files: their sections. Nothing that a file says is
// trusted.
#ifndef ALLOCSITES_BINARY_ELF_H
#define ALLOCSITES_BINARY_ELF_H

#include "support/FileBytes.h"
#include "support/Result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace allocsites {

/// True if the file begins as an ELF file does.
bool isElf(const std::string &path);

struct ElfSection {
  std::string name;
  uint64_t address; ///< when loaded, without the load bias; 0: is not loaded
  std::span<const std::byte> bytes;
};

/// A linked 64-bit little-endian file. Reads no more of it than is asked for.
class ElfFile {
public:
  /// Fails, with a line for the user, if the file is no such file or is cut
  /// off within its tables.
  static Result<ElfFile> open(const std::string &path);

  /// All sections of that name, read. Fails if one leads out of the file.
  Result<std::vector<ElfSection>> sections(std::string_view name);

  const std::string &path() const { return thePath; }

private:
  struct Header {
    std::string name;
    uint64_t address, offset, size;
    bool inFile; ///< false: zeros that the file does not hold
    bool compressed;
  };

  ElfFile(std::string path, InputFile file)
      : thePath(std::move(path)), file(std::move(file)) {}

  Error broken(const char *what) const;
  bool holds(uint64_t offset, uint64_t size) const;
  Result<FileBytes> read(uint64_t offset, uint64_t size) const;
  Result<void> readHeaders();
  Result<void> readSections(uint64_t offset, uint64_t count,
                            uint64_t nameSection);

  std::string thePath;
  InputFile file;
  uint64_t fileSize = 0;
  std::vector<Header> headers;
  std::vector<FileBytes> kept;
};

} // namespace allocsites

#endif
