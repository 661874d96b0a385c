// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: whatever a program writes between two looks at its profile, the
// reader finds all that the entries which it takes refer to.
#include "profile/ChunkFill.h"
#include "TemporaryFolder.h"

#include <cstring>
#include <fstream>
#include <gtest/gtest.h>

using namespace allocsites;
using format::ChunkType;

namespace {

constexpr uint64_t Page = format::ChunkAlign;

/// A file of chunks of a page each, as a program leaves it at some moment.
class Moment {
public:
  Moment() : bytes(Page) {}

  void chunk(ChunkType type, uint64_t entryBytes) {
    format::ChunkHeader header{};
    header.magic = format::ChunkMagic;
    header.type = type;
    header.size = Page;
    header.used = sizeof(header) + entryBytes;
    bytes.resize(bytes.size() + Page);
    std::memcpy(&bytes[bytes.size() - Page], &header, sizeof(header));
    uint64_t committed = bytes.size();
    std::memcpy(&bytes[offsetof(format::FileHeader, committed)], &committed,
                sizeof(committed));
  }
  uint64_t committed() const { return bytes.size(); }
  /// In place, as the program does.
  void write(const std::string &path) const {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    if (!file)
      file.open(path, std::ios::binary | std::ios::out);
    file.write(bytes.data(), std::streamsize(bytes.size()));
  }

private:
  std::vector<char> bytes;
};

/// The bytes of entries that the reader takes of each chunk, where the file was
/// scanned at one moment and its fill noted at the other.
std::vector<uint64_t> taken(const Moment &scanned, const Moment &noted) {
  TemporaryFolder folder;
  std::string path = folder.file("p.allocs");
  scanned.write(path);
  Result<InputFile> file = InputFile::open(path);
  ChunkScan scan = scanChunks(*file, file->size(), Page, scanned.committed());
  noted.write(path);
  noteFill(*file, scan, scanned.committed());
  std::vector<uint64_t> result;
  for (const Chunk &chunk : scan.chunks)
    result.push_back(chunk.end - chunk.begin);
  return result;
}

TEST(ChunkFill, TakesTheNewChunkThatANewEntryRefersTo) {
  Moment before, after;
  for (Moment *moment : {&before, &after})
    moment->chunk(ChunkType::Sites, Page - sizeof(format::ChunkHeader));
  before.chunk(ChunkType::Leaves, 0);
  after.chunk(ChunkType::Leaves, sizeof(format::LeafEntry));
  after.chunk(ChunkType::Sites, sizeof(format::SiteEntry));
  EXPECT_EQ(taken(before, after),
            std::vector<uint64_t>({Page - sizeof(format::ChunkHeader),
                                   sizeof(format::LeafEntry),
                                   sizeof(format::SiteEntry)}));
}

TEST(ChunkFill, TakesWhatWasAddedToAChunk) {
  Moment before, after;
  before.chunk(ChunkType::Nodes, sizeof(format::NodeEntry));
  after.chunk(ChunkType::Nodes, 2 * sizeof(format::NodeEntry));
  EXPECT_EQ(taken(before, after),
            std::vector<uint64_t>({2 * sizeof(format::NodeEntry)}));
}

TEST(ChunkFill, KeepsWhatItScannedOfAFileThatWasCutSince) {
  Moment before, after;
  before.chunk(ChunkType::Nodes, sizeof(format::NodeEntry));
  after = before;
  after.chunk(ChunkType::Sites, sizeof(format::SiteEntry));
  TemporaryFolder folder;
  std::string path = folder.file("p.allocs");
  after.write(path);
  Result<InputFile> file = InputFile::open(path);
  ChunkScan scan =
      scanChunks(*file, before.committed(), Page, before.committed());
  std::filesystem::resize_file(path, before.committed());
  noteFill(*file, scan, before.committed());
  ASSERT_EQ(scan.chunks.size(), 1u);
  EXPECT_EQ(scan.damagedBytes, 0u);
}

TEST(ChunkFill, NotesEntriesBeforeThoseTheyReferTo) {
  for (auto [from, to] : {std::pair(ChunkType::Leaves, ChunkType::Nodes),
                          {ChunkType::Leaves, ChunkType::Sites},
                          {ChunkType::Leaves, ChunkType::Details},
                          {ChunkType::Nodes, ChunkType::Sites},
                          {ChunkType::Sites, ChunkType::Frames},
                          {ChunkType::Sites, ChunkType::Strings},
                          {ChunkType::Frames, ChunkType::Strings},
                          {ChunkType::Meta, ChunkType::Strings}})
    EXPECT_GT(referenceRank(from), referenceRank(to))
        << uint32_t(from) << " " << uint32_t(to);
}

} // namespace
