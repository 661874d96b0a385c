// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "profile/Header.h"

#include "profile/Snapshot.h"
#include "support/Units.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

namespace allocsites {

using format::FileHeader;

namespace {

/// Null if the header is one that this reader can go by.
const char *whyNot(const FileBytes &bytes) {
  if (bytes.size() == 0)
    return "is empty: the program was not started, or could not write; run it "
           "again with 'allocsites run -- PROGRAM'";
  size_t present = std::min<uint64_t>(bytes.size(), sizeof(FileHeader));
  if (std::all_of(bytes.data(), bytes.data() + present,
                  [](std::byte byte) { return byte == std::byte(0); }))
    return "has no header: the program was stopped before it could start the "
           "profile; run it again with 'allocsites run -- PROGRAM'";
  bool ours =
      bytes.size() >= sizeof(format::Magic) &&
      std::memcmp(bytes.data(), format::Magic, sizeof(format::Magic)) == 0;
  if (ours && bytes.size() < sizeof(FileHeader))
    return "is cut off within its header; copy it again, or run the program "
           "again";
  if (!ours)
    return "is not an AllocSites profile; give a file written by a program "
           "that was built with the plugin (usually *.allocs)";
  return nullptr;
}

std::vector<std::string>
describeDamage(const ChunkScan &scan, const FileHeader &header, uint64_t size) {
  std::vector<std::string> result;
  if (header.committed > size)
    result.push_back(fmt::format(
        "the file is cut off: {} of {} are there; read what they hold, copy it "
        "again for the rest",
        formatBytes(size), formatBytes(header.committed)));
  if (scan.damagedBytes != 0)
    result.push_back(fmt::format("left out {} of damaged chunks, the first at "
                                 "offset {}",
                                 formatBytes(scan.damagedBytes),
                                 scan.firstDamage));
  if (scan.cutBytes != 0 && header.committed <= size)
    result.push_back(fmt::format("left out {} of chunks that have no end",
                                 formatBytes(scan.cutBytes)));
  if (scan.unknownChunks != 0 && header.versionMinor <= format::VersionMinor)
    result.push_back(fmt::format("left out {} of unknown type",
                                 formatCount(scan.unknownChunks, "chunk")));
  return result;
}

} // namespace

Result<ProfileBytes> openProfile(const std::string &path) {
  Result<FileBytes> bytes = readSnapshot(path);
  if (!bytes)
    return bytes.error();
  if (const char *reason = whyNot(*bytes))
    return Error{path + ": " + reason};

  FileHeader header;
  std::memcpy(&header, bytes->data(), sizeof(header));
  if (header.versionMajor > format::VersionMajor)
    return Error{fmt::format(
        "{}: has profile format {}.{}, this allocsites reads up to {}.x; use "
        "the allocsites that came with the runtime that wrote it",
        path, header.versionMajor, header.versionMinor, format::VersionMajor)};
  if (header.versionMajor != 0 && header.versionMajor < format::VersionMajor)
    return Error{fmt::format(
        "{}: has profile format {}.{}, this allocsites reads {}.x; run the "
        "program again, linked with the runtime of this version",
        path, header.versionMajor, header.versionMinor, format::VersionMajor)};
  if (header.versionMajor == 0)
    return Error{path + ": its header is damaged (format version 0); run the "
                        "program again"};

  std::vector<std::string> warnings;
  uint64_t begin = header.headerSize;
  if (begin != format::ChunkAlign) {
    // Later minor versions may have a longer header, always aligned.
    if (begin < sizeof(FileHeader) || begin % format::ChunkAlign != 0 ||
        begin > bytes->size()) {
      warnings.push_back("the header is damaged (its size)");
      begin = format::ChunkAlign;
    }
  }
  ChunkScan scan =
      scanChunks(bytes->data(), bytes->size(), begin, header.committed);
  for (std::string &text : describeDamage(scan, header, bytes->size()))
    warnings.push_back(std::move(text));
  return ProfileBytes{std::move(*bytes), header, std::move(scan),
                      std::move(warnings)};
}

} // namespace allocsites
