// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Copies chunk by chunk: those that refer before those that are referred to, so
// that whatever a copied entry refers to is complete when its turn comes.
#include "SnapshotFile.h"
#include "Runtime.h"

#include <fcntl.h>
#include <initializer_list>
#include <unistd.h>

namespace allocsites {

using format::ChunkHeader;
using format::ChunkType;

namespace {

bool writeAll(int Descriptor, const void *From, uint64_t Bytes, uint64_t At) {
  auto *Next = static_cast<const char *>(From);
  while (Bytes) {
    ssize_t Written = pwrite(Descriptor, Next, Bytes, off_t(At));
    if (Written < 0 && errno == EINTR)
      continue;
    if (Written <= 0)
      return false;
    Next += Written;
    At += uint64_t(Written);
    Bytes -= uint64_t(Written);
  }
  return true;
}

/// The chunk as it is now, up to what it has in use.
bool writeChunk(int Descriptor, const ChunkHeader &Chunk) {
  ChunkHeader Header = Chunk;
  Header.used = __atomic_load_n(&Chunk.used, __ATOMIC_ACQUIRE);
  uint64_t At = uint64_t(reinterpret_cast<const char *>(&Chunk) - File.base());
  return writeAll(Descriptor, &Chunk + 1, Header.used - sizeof Header,
                  At + sizeof Header) &&
         writeAll(Descriptor, &Header, sizeof Header, At);
}

/// 0: first.
int rank(ChunkType Type) {
  switch (Type) {
  case ChunkType::Strings:
    return 4;
  case ChunkType::Frames:
    return 3;
  case ChunkType::Sites:
  case ChunkType::Details:
    return 2;
  case ChunkType::Nodes:
    return 1;
  default:
    return 0;
  }
}

uint64_t committed() {
  return __atomic_load_n(&File.header().committed, __ATOMIC_ACQUIRE);
}

/// Sets Committed to how far the copy reaches.
bool writeChunks(int Descriptor, uint64_t &Committed) {
  bool Good = true;
  uint64_t Covered[5];
  for (int Rank : {0, 1, 2, 3, 4}) {
    Covered[Rank] = committed();
    File.forEachChunk(Covered[Rank], [&](ChunkHeader &Chunk) {
      if (rank(Chunk.type) == Rank)
        Good = Good && writeChunk(Descriptor, Chunk);
    });
  }
  // What was added after its turn is left empty: others may refer to it only
  // from what was left out as well.
  Committed = Covered[4];
  File.forEachChunk(Committed, [&](ChunkHeader &Chunk) {
    uint64_t At = uint64_t(reinterpret_cast<char *>(&Chunk) - File.base());
    if (At < Covered[rank(Chunk.type)])
      return;
    ChunkHeader Empty = Chunk;
    Empty.used = sizeof Empty;
    Good = Good && writeAll(Descriptor, &Empty, sizeof Empty, At);
  });
  return Good;
}

} // namespace

bool writeSnapshot(const char *Path) {
  int Descriptor =
      open(Path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (Descriptor < 0)
    return false;
  uint64_t Committed = 0;
  bool Good = writeChunks(Descriptor, Committed);
  format::FileHeader Header = File.header();
  Header.committed = Committed;
  Good = Good && ftruncate(Descriptor, off_t(Committed)) == 0 &&
         writeAll(Descriptor, &Header, sizeof Header, 0);
  int Error = errno;
  close(Descriptor);
  if (!Good)
    unlink(Path);
  errno = Error;
  return Good;
}

} // namespace allocsites
