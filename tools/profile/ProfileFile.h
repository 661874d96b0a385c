// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A profile file, accepted by its header and open for reading its entries.
//
// Entries are read through a small buffer and not mapped: the program that is
// being profiled may truncate the file meanwhile, which would be a SIGBUS. What
// is missing then reads as zeros, which no check of the reader's takes.
#ifndef ALLOCSITES_PROFILE_PROFILEFILE_H
#define ALLOCSITES_PROFILE_PROFILEFILE_H

#include "profile/ChunkScan.h"
#include "support/FileBytes.h"
#include "support/Result.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace allocsites {

class ProfileFile {
public:
  /// Checks the file down to its chunks. Fails, with a line for the user, if it
  /// is no profile, or of a version that this reader does not know.
  static Result<ProfileFile> open(const std::string &path);

  const format::FileHeader &header() const { return theHeader; }
  const ChunkScan &scan() const { return theScan; }
  uint64_t size() const { return theSize; } ///< bytes
  /// Without the file's name.
  const std::vector<std::string> &warnings() const { return theWarnings; }

  /// Reads the header once more. While the program runs, what it says of the
  /// peak goes with the leaves that are read next.
  void refreshHeader();

  /// Calls `visit(offset, entry, chunk)` for the entries of all chunks of \p
  /// type, in the file's order. For most entries `soon(entry, steps)` is called
  /// before, Ahead * steps visits earlier for steps 2 and 1: to ask for the
  /// memory that the visit will need.
  template <class Entry, class Visit, class Soon>
  void forEach(format::ChunkType type, Visit visit, Soon soon) {
    constexpr uint64_t Most = BufferSize / sizeof(Entry);
    for (const Chunk &chunk : theScan.chunks) {
      if (chunk.type != type)
        continue;
      for (uint64_t offset = chunk.begin,
                    left = (chunk.end - chunk.begin) / sizeof(Entry), count;
           left != 0; left -= count) {
        count = std::min(left, Most);
        read(offset, buffer.data(), count * sizeof(Entry));
        auto entryAt = [&](uint64_t i) {
          Entry entry;
          std::memcpy(&entry, &buffer[i * sizeof(Entry)], sizeof(entry));
          return entry;
        };
        for (uint64_t i = 0; i < count; ++i, offset += sizeof(Entry)) {
          for (unsigned steps : {2u, 1u})
            if (i + steps * Ahead < count)
              soon(entryAt(i + steps * Ahead), steps);
          visit(offset, entryAt(i), chunk);
        }
      }
    }
  }
  template <class Entry, class Visit>
  void forEach(format::ChunkType type, Visit visit) {
    forEach<Entry>(type, visit, [](const Entry &, unsigned) {});
  }

  /// The entries of all chunks of \p type, one chunk's behind the other's. Each
  /// is cut to a multiple of \p unit.
  Result<FileBytes> readWhole(format::ChunkType type, uint64_t unit);

  /// Fails if the file could not be read at some time.
  Result<void> problem() const;

private:
  static constexpr uint64_t BufferSize = 128 << 10;
  static constexpr uint64_t Ahead = 12;

  ProfileFile(std::string path, InputFile file)
      : path(std::move(path)), file(std::move(file)), buffer(BufferSize) {}
  void read(uint64_t offset, std::byte *to, uint64_t size);

  std::string path;
  InputFile file;
  uint64_t theSize = 0;
  format::FileHeader theHeader{};
  ChunkScan theScan;
  std::vector<std::string> theWarnings;
  std::vector<std::byte> buffer;
  int failure = 0; ///< errno of the first read that failed
};

} // namespace allocsites

#endif
