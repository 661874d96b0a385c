// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "profile/ProfileFile.h"

#include "profile/ChunkFill.h"
#include "support/Units.h"

#include <cerrno>
#include <fmt/format.h>
#include <unistd.h>

namespace allocsites {

using format::FileHeader;

namespace {

constexpr uint64_t LargestProfile = (uint64_t(1) << 32) * format::RefUnit;

/// Null if the header is one that this reader can go by.
const char *whyNot(const FileHeader &header, uint64_t size) {
  if (size == 0)
    return "is empty: the program was not started, or could not write; run it "
           "again with 'allocsites run -- PROGRAM'";
  auto *bytes = reinterpret_cast<const std::byte *>(&header);
  if (std::all_of(bytes, bytes + sizeof(header),
                  [](std::byte byte) { return byte == std::byte(0); }))
    return "has no header: the program was stopped before it could start the "
           "profile; run it again with 'allocsites run -- PROGRAM'";
  bool ours =
      size >= sizeof(format::Magic) &&
      std::memcmp(header.magic, format::Magic, sizeof(format::Magic)) == 0;
  if (ours && size < sizeof(FileHeader))
    return "is cut off within its header; copy it again, or run the program "
           "again";
  if (!ours)
    return "is not an AllocSites profile; give a file written by a program "
           "that was built with the plugin (usually *.allocs)";
  return nullptr;
}

/// Empty if this reader knows the version.
std::string whyNotVersion(const FileHeader &header) {
  if (header.versionMajor == 0)
    return "its header is damaged (format version 0); run the program again";
  std::string known = fmt::format("has profile format {}.{}, this allocsites "
                                  "reads ",
                                  header.versionMajor, header.versionMinor);
  if (header.versionMajor > format::VersionMajor)
    return fmt::format("{}up to {}.x; use the allocsites that came with the "
                       "runtime that wrote it",
                       known, format::VersionMajor);
  if (header.versionMajor < format::VersionMajor)
    return fmt::format("{}{}.x; run the program again, linked with the runtime "
                       "of this version",
                       known, format::VersionMajor);
  return {};
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

Result<ProfileFile> ProfileFile::open(const std::string &path) {
  Result<InputFile> input = InputFile::open(path);
  if (!input && access(path.c_str(), F_OK) != 0)
    return Error{input.error().message +
                 "; the profile of a program is by default *.allocs in the "
                 "directory where it ran"};
  if (!input)
    return input.error();
  ProfileFile profile(path, std::move(*input));
  FileHeader &header = profile.theHeader;
  profile.read(0, reinterpret_cast<std::byte *>(&header), sizeof(header));
  if (Result<void> good = profile.problem(); !good)
    return good.error();
  uint64_t size = profile.theSize = profile.file.size();
  if (size > LargestProfile)
    return Error{fmt::format("{}: is too large ({} bytes, at most {})", path,
                             size, LargestProfile)};
  if (const char *reason = whyNot(header, size))
    return Error{path + ": " + reason};
  if (std::string reason = whyNotVersion(header); !reason.empty())
    return Error{path + ": " + reason};

  uint64_t begin = header.headerSize;
  if (begin != format::ChunkAlign) {
    // Later minor versions may have a longer header, always aligned.
    if (begin < sizeof(FileHeader) || begin % format::ChunkAlign != 0 ||
        begin > size) {
      profile.theWarnings.push_back("the header is damaged (its size)");
      begin = format::ChunkAlign;
    }
  }
  profile.theScan = scanChunks(profile.file, size, begin, header.committed);
  noteFill(profile.file, profile.theScan, header.committed);
  for (std::string &text : describeDamage(profile.theScan, header, size))
    profile.theWarnings.push_back(std::move(text));
  return profile;
}

void ProfileFile::refreshHeader() {
  uint64_t committed = theHeader.committed;
  FileHeader now;
  if (!file.readAt(0, &now, sizeof(now)))
    return;
  theHeader = now;
  theHeader.committed = committed;
}

Result<FileBytes> ProfileFile::readWhole(format::ChunkType type,
                                         uint64_t unit) {
  auto sizeOf = [&](const Chunk &chunk) {
    return chunk.type == type ? (chunk.end - chunk.begin) / unit * unit : 0;
  };
  uint64_t size = 0;
  for (const Chunk &chunk : theScan.chunks)
    size += sizeOf(chunk);
  Result<FileBytes> bytes = FileBytes::allocate(size, path);
  if (!bytes)
    return bytes;
  uint64_t done = 0;
  for (const Chunk &chunk : theScan.chunks) {
    read(chunk.begin, bytes->data() + done, sizeOf(chunk));
    done += sizeOf(chunk);
  }
  return bytes;
}

void ProfileFile::read(uint64_t offset, std::byte *to, uint64_t size) {
  if (!file.readPadded(offset, to, size) && failure == 0)
    failure = errno;
}

Result<void> ProfileFile::problem() const {
  if (failure != 0)
    return Error{path + ": cannot read: " + std::strerror(failure)};
  return {};
}

} // namespace allocsites
