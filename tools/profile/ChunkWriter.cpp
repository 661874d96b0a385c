// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "profile/ChunkWriter.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace allocsites {

using format::ChunkAlign;
using format::ChunkHeader;

namespace {
/// Longer only for an entry that is longer.
constexpr size_t ChunkSize = size_t(1) << 20;
constexpr uint64_t LargestFile = (uint64_t(1) << 32) * format::RefUnit;

uint64_t roundUp(uint64_t size, uint64_t unit) {
  return (size + unit - 1) / unit * unit;
}
} // namespace

Result<ChunkWriter> ChunkWriter::create(const std::string &path) {
  std::string draft = path + "." + std::to_string(getpid()) + ".tmp";
  FILE *file = std::fopen(draft.c_str(), "wxe");
  if (!file)
    return Error{path + ": cannot write: " + std::strerror(errno)};
  ChunkWriter writer(path, draft, file);
  writer.write(std::string(ChunkAlign, '\0').data(), ChunkAlign);
  return writer;
}

ChunkWriter::ChunkWriter(ChunkWriter &&other) noexcept
    : path(std::move(other.path)), draft(std::move(other.draft)),
      file(std::exchange(other.file, nullptr)), problem(other.problem),
      tooLarge(other.tooLarge), chunkBegin(other.chunkBegin), type(other.type),
      tree(other.tree), chunk(std::move(other.chunk)) {}

ChunkWriter::~ChunkWriter() {
  if (!file)
    return;
  std::fclose(file);
  unlink(draft.c_str());
}

void ChunkWriter::write(const void *data, size_t size) {
  if (problem == 0 && std::fwrite(data, 1, size, file) != size)
    problem = errno;
}

void ChunkWriter::begin(format::ChunkType newType, uint32_t newTree) {
  flush();
  type = newType;
  tree = newTree;
}

format::Ref ChunkWriter::append(const void *entry, size_t size) {
  if (!chunk.empty() && chunk.size() + size > ChunkSize)
    flush();
  if (chunk.empty())
    chunk.resize(sizeof(ChunkHeader));
  uint64_t offset = chunkBegin + chunk.size();
  tooLarge |= offset + size > LargestFile;
  const char *bytes = static_cast<const char *>(entry);
  chunk.insert(chunk.end(), bytes, bytes + size);
  return format::Ref(offset / format::RefUnit);
}

format::Ref ChunkWriter::appendString(std::string_view text) {
  format::StringEntry entry{uint32_t(text.size()),
                            format::fnv1a(text.data(), text.size())};
  // At least one NUL.
  std::string bytes(sizeof(entry) + roundUp(text.size() + 1, format::RefUnit),
                    '\0');
  std::memcpy(bytes.data(), &entry, sizeof(entry));
  std::copy(text.begin(), text.end(), bytes.begin() + sizeof(entry));
  return append(bytes.data(), bytes.size());
}

void ChunkWriter::flush() {
  if (chunk.empty())
    return;
  ChunkHeader header{};
  header.magic = format::ChunkMagic;
  header.type = type;
  header.used = chunk.size();
  header.size = roundUp(chunk.size(), ChunkAlign);
  header.tree = tree;
  std::memcpy(chunk.data(), &header, sizeof(header));
  chunk.resize(header.size);
  write(chunk.data(), chunk.size());
  chunkBegin += header.size;
  chunk.clear();
}

Result<void> ChunkWriter::finish(format::FileHeader header) {
  flush();
  if (tooLarge)
    return Error{path + ": would be larger than 32GB, which a profile cannot "
                        "be; merge fewer files"};
  std::memcpy(header.magic, format::Magic, sizeof(header.magic));
  header.versionMajor = format::VersionMajor;
  header.versionMinor = format::VersionMinor;
  header.headerSize = ChunkAlign;
  header.committed = chunkBegin;
  if (problem == 0 && std::fseek(file, 0, SEEK_SET) != 0)
    problem = errno;
  write(&header, sizeof(header));
  bool closed = std::fclose(std::exchange(file, nullptr)) == 0;
  if (problem == 0 &&
      (!closed || std::rename(draft.c_str(), path.c_str()) != 0))
    problem = errno;
  if (problem == 0)
    return {};
  unlink(draft.c_str());
  return Error{path + ": cannot write: " + std::strerror(problem)};
}

} // namespace allocsites
