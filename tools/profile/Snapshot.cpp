// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The writer completes what an entry refers to before the entry. So the reader
// first notes how far each chunk is filled, those that refer before those that
// are referred to and later ones before earlier ones, and copies afterwards:
// all that was noted is complete by then, and what came later is not looked at.
#include "profile/Snapshot.h"

#include "allocsites/format.h"

#include <algorithm>
#include <unistd.h>
#include <vector>

namespace allocsites {

using format::ChunkAlign;
using format::ChunkHeader;
using format::ChunkType;
using format::FileHeader;

namespace {

constexpr uint64_t LargestProfile = (uint64_t(1) << 32) * format::RefUnit;

struct Fill {
  uint64_t offset;
  ChunkType type;
  uint64_t used;
};

/// Later types refer to earlier ones.
int referenceRank(ChunkType type) {
  switch (type) {
  case ChunkType::Strings:
    return 0;
  case ChunkType::Frames:
    return 1;
  case ChunkType::Sites:
  case ChunkType::Details:
    return 2;
  default:
    return 3;
  }
}

/// The chunks up to \p committed; none if anything about them is odd.
std::vector<Fill> findChunks(const InputFile &file, uint64_t begin,
                             uint64_t committed) {
  std::vector<Fill> chunks;
  for (uint64_t offset = begin; offset < committed;) {
    ChunkHeader header;
    if (!file.readAt(offset, &header, sizeof(header)) ||
        header.magic != format::ChunkMagic || header.size < ChunkAlign ||
        header.size % ChunkAlign != 0 || header.size > committed - offset)
      return {};
    chunks.push_back({offset, header.type, 0});
    offset += header.size;
  }
  return chunks;
}

bool noteFill(const InputFile &file, std::vector<Fill> &chunks) {
  std::sort(chunks.begin(), chunks.end(), [](const Fill &a, const Fill &b) {
    int left = referenceRank(a.type), right = referenceRank(b.type);
    return left != right ? left > right : a.offset > b.offset;
  });
  for (Fill &chunk : chunks)
    if (!file.readAt(chunk.offset + offsetof(ChunkHeader, used), &chunk.used,
                     sizeof(chunk.used)))
      return false;
  return true;
}

template <class T> void store(FileBytes &bytes, uint64_t offset, T value) {
  std::copy_n(reinterpret_cast<const std::byte *>(&value), sizeof(value),
              bytes.data() + offset);
}

} // namespace

Result<FileBytes> readSnapshot(const std::string &path) {
  Result<InputFile> file = InputFile::open(path);
  if (!file && access(path.c_str(), F_OK) != 0)
    return Error{file.error().message +
                 "; the profile of a program is by default *.allocs in the "
                 "directory where it ran"};
  if (!file)
    return file.error();
  FileHeader header{};
  std::vector<Fill> chunks;
  // A headerSize or version that is not ours is the caller's business.
  if (file->readAt(0, &header, sizeof(header)) &&
      header.headerSize == ChunkAlign)
    chunks = findChunks(*file, ChunkAlign, header.committed);
  if (!noteFill(*file, chunks))
    chunks.clear();
  Result<FileBytes> bytes = file->readAll(LargestProfile);
  if (!bytes || chunks.empty() || bytes->size() < header.committed)
    return bytes;
  // Forget what came after the notes.
  for (const Fill &chunk : chunks)
    store(*bytes, chunk.offset + offsetof(ChunkHeader, used), chunk.used);
  for (uint64_t offset = header.committed; offset < bytes->size();
       offset += ChunkAlign)
    store(*bytes, offset, uint32_t(0)); // No chunk's magic.
  store(*bytes, offsetof(FileHeader, committed), header.committed);
  return bytes;
}

} // namespace allocsites
