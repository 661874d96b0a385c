// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A new profile file, written chunk by chunk from its start to its end.
// See also: allocsites/format.h.
#ifndef ALLOCSITES_PROFILE_CHUNKWRITER_H
#define ALLOCSITES_PROFILE_CHUNKWRITER_H

#include "allocsites/format.h"
#include "support/Result.h"

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace allocsites {

/// The file has its name only when it is whole: finish(). Before, and if
/// anything goes wrong, there is nothing under that name, or what was there.
class ChunkWriter {
public:
  static Result<ChunkWriter> create(const std::string &path);

  ChunkWriter(ChunkWriter &&other) noexcept;
  ChunkWriter &operator=(ChunkWriter &&) = delete;
  ~ChunkWriter();

  /// What follows goes into chunks of that type, of one tree.
  void begin(format::ChunkType type, uint32_t tree = 0);

  /// \p size is a multiple of 8. An entry's place is known at once, though it
  /// reaches the file later.
  format::Ref append(const void *entry, size_t size);
  template <class Entry> format::Ref append(const Entry &entry) {
    static_assert(sizeof(Entry) % format::RefUnit == 0);
    return append(&entry, sizeof(entry));
  }
  format::Ref appendString(std::string_view text);

  /// \p header's magic, versions and sizes are filled in here. Fails if
  /// anything could not be written.
  Result<void> finish(format::FileHeader header);

private:
  ChunkWriter(std::string path, std::string draft, FILE *file)
      : path(std::move(path)), draft(std::move(draft)), file(file) {}
  void flush();
  void write(const void *data, size_t size);

  std::string path, draft;
  FILE *file;
  int problem = 0;       ///< errno of the first write that failed
  bool tooLarge = false; ///< for 32-bit references
  uint64_t chunkBegin = format::ChunkAlign;
  format::ChunkType type{};
  uint32_t tree = 0;
  std::vector<char> chunk; ///< with its header; empty: none begun
};

} // namespace allocsites

#endif
