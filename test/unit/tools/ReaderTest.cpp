// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: the reader keeps what is valid, says what it leaves out, refuses what
// is no profile, and survives any damage without inventing counts.
#include "profile/Reader.h"
#include "TemporaryFolder.h"

#include "allocsites/format.h"

#include <cstring>
#include <fstream>
#include <gtest/gtest.h>

using namespace allocsites;

namespace {

using Bytes = std::vector<char>;

/// A small profile: main calls work, which allocates at two sites, in two
/// trees.
class ProfileMaker {
public:
  ProfileMaker() : bytes(format::ChunkAlign) {
    uint32_t name = string("main"), file = string("/src/a.cpp");
    uint32_t work = string("_Z4workv"), callee = string("_Znwm");
    uint32_t mainFrame = frame({name, file, 10, 3, 0, 8, 0, 0});
    uint32_t workFrame = frame({work, file, 5, 7, 0, 4, 0, 0});
    uint32_t inlined = frame({work, file, 6, 9, 0, 4, workFrame, 0});
    uint32_t call = site(format::SiteKind::Call, mainFrame, work);
    uint32_t first = site(format::SiteKind::Allocation, workFrame, callee);
    uint32_t second = site(format::SiteKind::Allocation, inlined, callee);
    for (uint32_t tree : {1, 2}) {
      uint32_t root = node(tree, {});
      uint32_t caller = node(tree, {root, call, 0, 0});
      uint32_t folded = node(tree, {caller, second, format::Folded, 0});
      format::LeafEntry some{};
      some.parent = caller;
      some.site = first;
      some.tree = tree;
      some.allocObjects = 10;
      some.allocSpace = 1000;
      some.freeObjects = 4;
      some.freeSpace = 400;
      some.size = 100;
      some.peakEpoch = 1;
      some.remoteFreeObjects = 1;
      some.remoteFreeSpace = 100;
      some.lifetimes[0] = 3;
      some.lifetimes[1] = 1;
      some.peakObjects = 7;
      some.peakSpace = 700;
      some.minSize = some.maxSize = 100;
      leaf(some);
      format::LeafEntry own{};
      own.parent = folded;
      own.tree = tree;
      own.allocObjects = 5;
      own.allocSpace = 50;
      own.size = 10;
      own.minSize = own.maxSize = 10;
      leaf(own);
    }
    append(format::ChunkType::Meta, 0, format::MetaEntry{string("exe"), file});
    format::FileHeader header{};
    std::memcpy(header.magic, format::Magic, sizeof(header.magic));
    header.versionMajor = format::VersionMajor;
    header.versionMinor = format::VersionMinor;
    header.headerSize = format::ChunkAlign;
    header.pid = 7;
    header.committed = bytes.size();
    header.flags =
        format::LiveTracking | format::LifetimeTracking | format::PeakTracking;
    header.peakEpoch = 1;
    header.peakSpace = 1300; // less than the leaves': not all was settled
    header.startTimeNs = 1;
    std::memcpy(bytes.data(), &header, sizeof(header));
  }

  Bytes bytes;

private:
  uint32_t room(format::ChunkType type, uint32_t tree, uint64_t size) {
    uint64_t &chunk = chunks[{uint32_t(type), tree}];
    if (chunk == 0) {
      chunk = bytes.size();
      bytes.resize(bytes.size() + format::ChunkAlign);
      format::ChunkHeader header{};
      header.magic = format::ChunkMagic;
      header.type = type;
      header.size = format::ChunkAlign;
      header.used = sizeof(header);
      header.tree = tree;
      std::memcpy(&bytes[chunk], &header, sizeof(header));
    }
    format::ChunkHeader header;
    std::memcpy(&header, &bytes[chunk], sizeof(header));
    uint64_t offset = chunk + header.used;
    header.used += size;
    std::memcpy(&bytes[chunk], &header, sizeof(header));
    return uint32_t(offset / format::RefUnit);
  }
  template <class Entry>
  uint32_t append(format::ChunkType type, uint32_t tree, const Entry &entry) {
    uint32_t ref = room(type, tree, sizeof(entry));
    std::memcpy(&bytes[ref * format::RefUnit], &entry, sizeof(entry));
    return ref;
  }
  uint32_t string(const std::string &text) {
    format::StringEntry entry{uint32_t(text.size()),
                              format::fnv1a(text.data(), text.size())};
    uint32_t ref = room(format::ChunkType::Strings, 0,
                        sizeof(entry) + (text.size() + 8) / 8 * 8);
    std::memcpy(&bytes[ref * format::RefUnit], &entry, sizeof(entry));
    std::memcpy(&bytes[ref * format::RefUnit + sizeof(entry)], text.data(),
                text.size());
    return ref;
  }
  uint32_t frame(format::FrameEntry entry) {
    entry.check = format::fnv1a(&entry, offsetof(format::FrameEntry, check));
    return append(format::ChunkType::Frames, 0, entry);
  }
  uint32_t site(format::SiteKind kind, uint32_t frame, uint32_t callee) {
    format::SiteEntry entry{kind, frame, callee, 0, 0, 0, 0, 0};
    entry.check = format::fnv1a(&entry, offsetof(format::SiteEntry, check));
    return append(format::ChunkType::Sites, 0, entry);
  }
  uint32_t node(uint32_t tree, format::NodeEntry entry) {
    return append(format::ChunkType::Nodes, tree, entry);
  }
  uint32_t leaf(format::LeafEntry entry) {
    return append(format::ChunkType::Leaves, entry.tree, entry);
  }

  std::map<std::pair<uint32_t, uint32_t>, uint64_t> chunks;
};

class Reader : public testing::Test {
protected:
  Result<Model> read(const Bytes &bytes) {
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), std::streamsize(bytes.size()));
    return readProfiles({path});
  }
  std::string refusal(const Bytes &bytes) {
    Result<Model> model = read(bytes);
    return model ? "" : model.error().message;
  }
  /// Sets a member of the first leaf of each chunk.
  static void changeFirstLeaves(Bytes &bytes, size_t member, uint64_t value) {
    for (size_t at = 4096; at < bytes.size(); at += 4096) {
      format::ChunkHeader header;
      std::memcpy(&header, &bytes[at], sizeof(header));
      if (header.type == format::ChunkType::Leaves)
        std::memcpy(&bytes[at + sizeof(header) + member], &value,
                    sizeof(value));
    }
  }
  /// Warnings without the file's name.
  static std::string warnings(const Model &model) {
    std::string text;
    for (const std::string &warning : model.warnings)
      text += warning.substr(warning.find(": ") + 2) + "\n";
    return text;
  }

  TemporaryFolder folder;
  std::string path = folder.file("a.allocs");
  Bytes good = ProfileMaker().bytes;
};

TEST_F(Reader, ReadsAndMergesTrees) {
  Result<Model> model = read(good);
  ASSERT_TRUE(model);
  EXPECT_EQ(model->warnings, std::vector<std::string>{});
  EXPECT_EQ(model->totals[Lens::AllocObjects], 30u);
  EXPECT_EQ(model->totals[Lens::AllocSpace], 2100u);
  EXPECT_EQ(model->totals[Lens::InuseObjects], 20u);
  EXPECT_EQ(model->totals[Lens::InuseSpace], 1100u);
  EXPECT_EQ(model->totals[Lens::PeakObjects], 24u);
  EXPECT_EQ(model->totals[Lens::PeakSpace], 1500u);
  EXPECT_EQ(model->runs[0].timeline.peakSpace, 1500u);
  EXPECT_EQ(model->totals[Lens::TempObjects], 6u);
  EXPECT_EQ(model->nodes.size(), 5u); // none, root and three contexts
  EXPECT_TRUE(model->nodes[model->nodes.size() - 2].folded);
  ASSERT_EQ(model->runs.size(), 1u);
  EXPECT_EQ(model->runs[0].exe, "/src/a.cpp");
  EXPECT_EQ(model->runs[0].pid, 7u);
}

TEST_F(Reader, ReadsCountsWithoutDistributions) {
  ASSERT_TRUE(read(good));
  for (Contents wanted : {Contents::All, Contents::Counts}) {
    Result<Model> model = readProfiles({path}, nullptr, wanted);
    ASSERT_TRUE(model);
    EXPECT_EQ(model->totals[Lens::AllocSpace], 2100u);
    EXPECT_EQ(model->totals[Lens::TempObjects], 6u);
    bool any = false;
    for (Id id = Model::Root; id < model->nodes.size(); ++id)
      any |= model->distributions.has(id);
    EXPECT_EQ(any, wanted == Contents::All);
  }
}

TEST_F(Reader, MergesFiles) {
  std::ofstream(path, std::ios::binary)
      .write(good.data(), std::streamsize(good.size()));
  Result<Model> model = readProfiles({path, path});
  ASSERT_TRUE(model);
  EXPECT_EQ(model->totals[Lens::AllocObjects], 60u);
  EXPECT_EQ(model->nodes.size(), 5u);
}

TEST_F(Reader, RefusesMissingEmptyForeignAndNewer) {
  Result<Model> missing = readProfiles({"/nonexistent.allocs"});
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("No such file"), std::string::npos);
  EXPECT_NE(refusal({}).find("is empty"), std::string::npos);
  EXPECT_NE(refusal(Bytes(5000, 'x')).find("is not an AllocSites profile"),
            std::string::npos);
  EXPECT_NE(refusal(Bytes(5000, 0)).find("has no header"), std::string::npos);
  Bytes newer = good;
  newer[offsetof(format::FileHeader, versionMajor)] = 4;
  EXPECT_NE(refusal(newer).find("has profile format 4.0"), std::string::npos);
}

TEST_F(Reader, AcceptsANewerMinorVersionWithUnknownChunks) {
  Bytes newer = good;
  newer[offsetof(format::FileHeader, versionMinor)] = 9;
  size_t chunk = newer.size();
  newer.resize(chunk + format::ChunkAlign);
  format::ChunkHeader header{};
  header.magic = format::ChunkMagic;
  header.type = format::ChunkType(77);
  header.size = format::ChunkAlign;
  header.used = 128;
  std::memcpy(&newer[chunk], &header, sizeof(header));
  uint64_t committed = newer.size();
  std::memcpy(&newer[offsetof(format::FileHeader, committed)], &committed, 8);
  Result<Model> model = read(newer);
  ASSERT_TRUE(model);
  EXPECT_EQ(model->totals[Lens::AllocObjects], 30u);
  EXPECT_EQ(warnings(*model), "");
}

TEST_F(Reader, FindsTheNextChunkBehindADamagedOne) {
  Bytes damaged = good;
  // The first chunk holds the names.
  damaged[format::ChunkAlign] ^= 0x55;
  Result<Model> model = read(damaged);
  ASSERT_TRUE(model);
  EXPECT_EQ(model->totals[Lens::AllocObjects], 30u);
  EXPECT_NE(warnings(*model).find("damaged chunks, the first at offset 4096"),
            std::string::npos);
}

TEST_F(Reader, TakesUnreadableNamesAsUnknown) {
  Bytes damaged = good;
  size_t at = format::ChunkAlign + sizeof(format::ChunkHeader) +
              sizeof(format::StringEntry);
  ASSERT_EQ(damaged[at], 'm');
  damaged[at] = 'n';
  Result<Model> model = read(damaged);
  ASSERT_TRUE(model);
  EXPECT_EQ(model->totals[Lens::AllocObjects], 30u);
  EXPECT_EQ(warnings(*model), "left out 1 damaged name, shown as [unknown]\n");
}

TEST_F(Reader, KeepsTheBeginningOfATruncatedFile) {
  Bytes cut(good.begin(), good.end() - 3 * format::ChunkAlign);
  Result<Model> model = read(cut); // without the second tree
  ASSERT_TRUE(model);
  EXPECT_EQ(model->totals[Lens::AllocObjects], 15u);
  EXPECT_NE(warnings(*model).find("the file is cut off"), std::string::npos);
}

TEST_F(Reader, IgnoresRoomBehindTheLastChunk) {
  Bytes longer = good;
  longer.resize(longer.size() + 10 * format::ChunkAlign);
  Result<Model> model = read(longer);
  ASSERT_TRUE(model);
  EXPECT_EQ(warnings(*model), "");
}

/// Nothing may crash; no count may appear that is not in the file.
void expectNothingInvented(const Result<Model> &model,
                           const std::string &what) {
  if (!model)
    return;
  EXPECT_LE(model->totals[Lens::AllocObjects], 30u) << what;
  EXPECT_LE(model->totals[Lens::AllocSpace], 2100u) << what;
}

TEST_F(Reader, SurvivesEveryTruncation) {
  uint64_t before = 0;
  for (size_t size = 0; size <= good.size(); size += 8) {
    Result<Model> model = read(Bytes(good.begin(), good.begin() + size));
    expectNothingInvented(model, "size " + std::to_string(size));
    if (!model)
      continue;
    EXPECT_GE(model->totals[Lens::AllocObjects], before) << size;
    before = model->totals[Lens::AllocObjects];
    if (before < 30)
      EXPECT_FALSE(model->warnings.empty()) << size;
  }
  EXPECT_EQ(before, 30u);
}

bool isCounter(const Bytes &bytes, size_t offset) {
  if (offset >= offsetof(format::FileHeader, lostObjects) &&
      offset < sizeof(format::FileHeader))
    return true;
  size_t chunk = offset / format::ChunkAlign * format::ChunkAlign;
  format::ChunkHeader header;
  std::memcpy(&header, &bytes[chunk], sizeof(header));
  return header.type == format::ChunkType::Leaves &&
         offset - chunk >= sizeof(header) && offset - chunk < header.used &&
         (offset - chunk - sizeof(header)) % sizeof(format::LeafEntry) >=
             offsetof(format::LeafEntry, allocObjects);
}

TEST_F(Reader, SurvivesEveryFlippedByte) {
  for (size_t offset = 0; offset < good.size(); ++offset) {
    // What is not used may hold anything; try some of it.
    if (good[offset] == 0 && offset % 4096 > 600 && offset % 97 != 0)
      continue;
    for (unsigned char flip : {0x01, 0x80, 0xff}) {
      Bytes damaged = good;
      damaged[offset] ^= char(flip);
      Result<Model> model = read(damaged);
      if (!isCounter(good, offset))
        expectNothingInvented(model, "offset " + std::to_string(offset));
    }
  }
}

TEST_F(Reader, SurvivesRandomDamage) {
  uint64_t state = 1;
  auto next = [&] {
    return state = state * 6364136223846793005u + 1442695040888963407u;
  };
  for (int round = 0; round < 2000; ++round) {
    Bytes damaged = good;
    for (int i = 0; i < 8; ++i) {
      size_t chunk = (next() >> 33) % (damaged.size() / 4096) * 4096;
      damaged[chunk + (next() >> 33) % 600] = char(next() >> 40);
    }
    (void)read(damaged);
  }
}

TEST_F(Reader, LeavesOutNodesWhoseParentComesLater) {
  Bytes damaged = good;
  size_t chunk = 0;
  format::ChunkHeader header;
  for (size_t at = 4096; at < good.size(); at += 4096) {
    std::memcpy(&header, &good[at], sizeof(header));
    if (header.type == format::ChunkType::Nodes && chunk == 0)
      chunk = at;
  }
  // The second node becomes its own parent.
  size_t node = chunk + sizeof(header) + sizeof(format::NodeEntry);
  uint32_t self = uint32_t(node / format::RefUnit);
  std::memcpy(&damaged[node], &self, sizeof(self));
  Result<Model> model = read(damaged);
  ASSERT_TRUE(model);
  EXPECT_EQ(model->totals[Lens::AllocObjects], 15u);
  EXPECT_NE(
      warnings(*model).find("left out 3 contexts with a damaged site, caller "
                            "or content (15 allocations, 1.03kB, in no "
                            "total)"),
      std::string::npos)
      << warnings(*model);
}

TEST_F(Reader, TakesMoreFreesThanAllocationsAsNoneInUse) {
  Bytes damaged = good;
  changeFirstLeaves(damaged, offsetof(format::LeafEntry, freeObjects), 1000);
  Result<Model> model = read(damaged);
  ASSERT_TRUE(model);
  EXPECT_EQ(model->totals[Lens::InuseObjects], 10u);
  EXPECT_NE(warnings(*model).find("more frees than allocations"),
            std::string::npos);
}

TEST_F(Reader, CutsDistributionsThatSayMoreThanTheCounts) {
  Bytes damaged = good;
  constexpr uint64_t Most = ~uint64_t(0);
  changeFirstLeaves(damaged, offsetof(format::LeafEntry, lifetimes) + 8, Most);
  changeFirstLeaves(damaged, offsetof(format::LeafEntry, maxSize), Most);
  changeFirstLeaves(damaged, offsetof(format::LeafEntry, minSize), Most);
  format::FileHeader header;
  std::memcpy(&header, good.data(), sizeof(header));
  header.flags |= format::SizeTracking;
  std::memcpy(damaged.data(), &header, sizeof(header));
  Result<Model> model = read(damaged);
  ASSERT_TRUE(model);
  EXPECT_EQ(warnings(*model),
            "2 contexts have more sizes, lifetimes or reallocs than "
            "allocations: the program was running while this was read, or the "
            "file is damaged; what is too much is left out\n");
  EXPECT_EQ(model->totals[Lens::AllocObjects], 30);
  Distribution all;
  for (Id node = 0; node < model->nodes.size(); ++node)
    all += model->distributions.of(node);
  EXPECT_EQ(all.lifetimes[0], 6u);
  EXPECT_EQ(all.lifetimes[1], 14u); // of 10 each, 3 were temporary
  EXPECT_EQ(all.maxSize, 1000u);    // all that was allocated there
}

TEST_F(Reader, CanBeReadForItsRunAlone) {
  std::ofstream(path, std::ios::binary)
      .write(good.data(), std::streamsize(good.size()));
  Result<allocsites::Run> run = readRun(path);
  ASSERT_TRUE(run);
  EXPECT_EQ(run->exe, "/src/a.cpp");
  EXPECT_EQ(readStartTime(path), std::optional<uint64_t>(1));
  EXPECT_EQ(readStartTime("/nonexistent"), std::nullopt);
}

} // namespace
