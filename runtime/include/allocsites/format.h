// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The profile file: written in place by the runtime through a shared mapping,
// read by the tools, possibly while it is being written or after a crash.
// See also: docs/file-format.md (the same in prose, with the reader's duties).
//
// Little-endian. The file is a FileHeader, then chunks. Chunks are aligned to,
// and a multiple of, ChunkAlign bytes; a reader that meets a damaged chunk can
// find the next one by looking for ChunkMagic at the next aligned offsets.
//
// A `Ref` is a file offset divided by 8; 0 refers to nothing. Entries are
// 8-byte aligned and never move. An entry is complete before the chunk's
// `used` covers it, and `used` only grows, so what lies below `used` is valid
// at every instant. What an entry refers to was complete before the entry
// itself.
#ifndef ALLOCSITES_FORMAT_H
#define ALLOCSITES_FORMAT_H

#include <stddef.h>
#include <stdint.h>

namespace allocsites::format {

inline constexpr char Magic[8] = {'A', 'l', 'l', 'o', 'c', 'S', 'i', 't'};
/// A reader refuses a higher major version and accepts any minor one (unknown
/// chunk types, flags and meta keys are to be passed over).
inline constexpr uint32_t VersionMajor = 3;
inline constexpr uint32_t VersionMinor = 0;
inline constexpr uint32_t ChunkMagic = 0x6b437341; // "AsCk"
inline constexpr uint64_t ChunkAlign = 4096;

using Ref = uint32_t;
inline constexpr uint64_t RefUnit = 8;

enum HeaderFlags : uint64_t {
  /// Frees were followed: inuse = alloc - free - remoteFree. Without it the
  /// inuse counters are unknown, not zero.
  LiveTracking = 1u << 0,
  /// Recursion was not folded (option recursion=1).
  FullRecursion = 1u << 1,
  /// Written in a forked child: all counters, inuse too, start at the fork;
  /// freeing a block inherited from the parent counts as nothing.
  ForkedChild = 1u << 2,
  /// Sizes were told apart. Without it what a LeafEntry says of sizes means
  /// nothing.
  SizeTracking = 1u << 3,
  /// Lifetimes and temporaries were recorded.
  LifetimeTracking = 1u << 4,
  /// The moment of the most bytes in use was kept.
  PeakTracking = 1u << 5,
  /// The file reached the size that the user allows (option max_size):
  /// contexts, labels and details that were new then are not in it.
  SizeLimit = 1u << 6,
  /// The program has a `free` of its own in itself, such as an allocator's
  /// archive brings: calls of that by code of its own that is not instrumented
  /// are not seen, and what is in use may be too much, also at the peak.
  UnseenFrees = 1u << 7,
  /// The runtime came with a library that the program loaded while it ran: what
  /// was allocated before is not counted.
  LoadedLate = 1u << 8,
};

struct FileHeader {
  char magic[8];
  uint32_t versionMajor;
  uint32_t versionMinor;
  uint32_t headerSize; ///< offset of the first chunk: ChunkAlign
  uint32_t pid;
  uint64_t committed;   ///< file bytes given to chunks (with the header); grows
  uint64_t flags;       ///< HeaderFlags
  uint64_t startTimeNs; ///< CLOCK_REALTIME at the runtime's start
  /// Allocations counted in no node, since the file could not grow (SizeLimit,
  /// disk full, quota, RLIMIT_FSIZE). Part of the process's totals.
  uint64_t lostObjects;
  uint64_t lostSpace;
  /// Start of the writing process in ticks since the system's start; with the
  /// pid it tells whether the profile is still being written. 0: unknown.
  uint64_t processStart;
  /// The most bytes ever in use (PeakTracking), kept when peakOpen became 0.
  uint64_t peakSpace;
  uint64_t peakTimeNs; ///< when, in ns since startTimeNs; 0: not known yet
  /// See LeafEntry::peakEpoch.
  uint32_t peakEpoch;
  /// 1: the process has never had more in use than now, so what is in use is
  /// the peak.
  uint32_t peakOpen;
};

enum class ChunkType : uint32_t {
  Strings = 1,
  Frames = 2,
  Sites = 3,
  Nodes = 4,
  Meta = 5,
  Details = 6,
  Timeline = 7,
  Leaves = 8,
};

/// Entries start right behind the header.
struct ChunkHeader {
  uint32_t magic; ///< ChunkMagic
  ChunkType type;
  uint64_t size; ///< bytes, with this header; a multiple of ChunkAlign
  uint64_t used; ///< bytes, with this header, that hold complete entries
  uint32_t tree; ///< Nodes, Leaves, Details: number of the tree
  uint32_t reserved[9];
};
static_assert(sizeof(ChunkHeader) == 64);

/// Strings: `length` bytes follow, then at least one NUL up to the next
/// multiple of 8.
struct StringEntry {
  uint32_t length;
  uint32_t hash; ///< fnv1a(bytes, length)
};
static_assert(sizeof(StringEntry) == 8);

/// A source position within a chain of inlined calls.
struct FrameEntry {
  Ref function;    ///< string: linkage name where known, else the plain name
  Ref file;        ///< string: path as compiled; 0: unknown
  uint32_t line;   ///< 1-based; 0: unknown
  uint32_t column; ///< 1-based; 0: unknown
  uint32_t discriminator; ///< DWARF base discriminator
  uint32_t startLine;     ///< line of the function's definition; 0: unknown
  Ref caller;             ///< frame this one was inlined into; 0: none
  uint32_t check;         ///< fnv1a of the bytes before it
};
static_assert(sizeof(FrameEntry) == 32);

enum class SiteKind : uint32_t {
  /// Instrumented code called something (uninstrumented, if a leaf).
  Call = 0,
  /// Instrumented code called an allocation function directly.
  Allocation = 1,
  /// Allocation with no instrumented code on the stack: `frame` is 0, `callee`
  /// is the allocation function, `module` the file that called it.
  Outside = 2,
  /// Instrumented code called an allocator that the user named.
  NamedAllocator = 3,
  /// Not a call: what is below ran while the program had set the label
  /// `callee` ("key=value"). `frame` is 0.
  Label = 4,
};

/// A label below which allocations break no promise. Its site's flags are
/// ALLOCSITES_SITE_MAY_ALLOC.
inline constexpr char AllowedLabel[] = "contracts=allowed";

struct SiteEntry {
  SiteKind kind;
  Ref frame;      ///< innermost frame; 0 only for Outside
  Ref callee;     ///< string: symbol of what was called; 0: unknown (indirect)
  Ref type;       ///< string: allocated type; 0: unknown
  Ref module;     ///< string: path of the program or library; 0: unknown
  uint32_t flags; ///< as in abi.h (ALLOCSITES_SITE_*)
  uint32_t reserved; ///< 0
  uint32_t check;    ///< fnv1a of the bytes before it
};
static_assert(sizeof(SiteEntry) == 32);

enum NodeFlags : uint32_t {
  /// A recursive call was folded into this node: paths that came back to its
  /// site by recursion count here too.
  Folded = 1u << 0,
  /// Below a NamedAllocator site; holds no counts.
  InsideAllocator = 1u << 1,
  /// All frames of the node's site looked like the standard library's to the
  /// runtime, which then folds recursion only within the same user frame.
  LibrarySite = 1u << 2,
  /// Below a function that promises not to allocate: see
  /// ALLOCSITES_SITE_NO_ALLOC. The sites on the path say the same.
  NoAllocation = 1u << 3,
  /// Below the label AllowedLabel: no promise counts.
  AllocationAllowed = 1u << 4,
};

/// A call path: a node of a calling-context tree. A tree, numbered from 1 in
/// the chunks' headers, has one root (parent 0 and site 0) and belongs to one
/// thread at a time; a finished thread's tree is taken over by a later thread.
/// Readers merge trees by the sites on the path.
struct NodeEntry {
  Ref parent;     ///< node of the same tree; 0: root of a tree
  Ref site;       ///< site; 0: root of a tree
  uint32_t flags; ///< NodeFlags; may gain bits
  Ref leaf;       ///< its own leaf (site 0), once the writer has looked it up
};
static_assert(sizeof(NodeEntry) == 16);

/// What was allocated at the end of a call path. Counters only grow. All but
/// the atomic ones are written without locks by the tree's thread.
struct LeafEntry {
  Ref parent; ///< node
  /// Of the allocation; 0: what parent's own site called allocated, and parent
  /// is the context.
  Ref site;
  uint32_t tree; ///< number of the tree, as in the chunk's header
  uint32_t reserved;
  uint64_t allocObjects;
  uint64_t allocSpace;  ///< bytes requested
  uint64_t freeObjects; ///< freed by the tree's thread
  uint64_t freeSpace;
  /// Bytes of each allocation, if `sizes` are all 0 (0xffffffff: minSize is).
  uint32_t size;
  /// If equal to the header's peakEpoch, and peakOpen is 0: what was in use at
  /// the peak is in peakObjects and peakSpace. Otherwise nothing has changed
  /// here since.
  uint32_t peakEpoch;
  uint64_t remoteFreeObjects; ///< freed by other threads; written atomically

  /// Objects freed, by how many bytes the process allocated while they lived
  /// (LifetimeTracking): see lifetimeBucket(). Only what the tree's own thread
  /// freed is in here, and what the allocator put so close to its neighbours
  /// that there was no room for its birth is not.
  uint64_t lifetimes[8];

  uint64_t remoteFreeSpace;
  uint64_t peakObjects; ///< in use at the peak; see peakEpoch
  uint64_t peakSpace;
  uint64_t minSize; ///< above maxSize: no allocation yet
  uint64_t maxSize;
  Ref sizes[3]; ///< -> 8 size buckets each; 0: none of these sizes
  Ref reallocs; ///< -> ReallocEntry; 0: no realloc
  uint64_t reserved2;
};
static_assert(sizeof(LeafEntry) == 192);
/// A Details chunk holds entries of several types and 64 bytes each: only
/// references tell which.
inline constexpr uint64_t DetailSize = 64;

/// Allocations by size. Bucket 0 holds sizes below 8 bytes, bucket i those from
/// 4 << i on, the last all larger ones.
inline constexpr uint32_t SizeBucketCount = 24;
inline constexpr uint32_t sizeBucket(uint64_t size) {
  uint32_t width = size < 8 ? 3 : 64 - uint32_t(__builtin_clzll(size));
  return width - 3 < SizeBucketCount ? width - 3 : SizeBucketCount - 1;
}

/// Of an object's life, by what the process allocated meanwhile. Bucket 0 is
/// nothing at all: temporaries. Bucket 1 holds less than 256 bytes, each next
/// one 16 times as much, the last all longer lives.
inline constexpr uint32_t lifetimeBucket(uint64_t bytes) {
  if (bytes == 0)
    return 0;
  uint32_t width = 64 - uint32_t(__builtin_clzll(bytes));
  return width <= 8 ? 1 : width > 28 ? 7 : (width - 1) / 4;
}

struct ReallocEntry {
  uint64_t objects;     ///< allocations that replaced a block (realloc)
  uint64_t growths;     ///< of these, larger than the block they replaced
  uint64_t moves;       ///< of these, at another address
  uint64_t copiedSpace; ///< bytes that moved along
  uint64_t reserved[4];
};
static_assert(sizeof(ReallocEntry) == DetailSize);

/// The process as a whole at one moment. A timeline has a fixed size: when it
/// is full every second sample goes. A reader sorts by time and drops what does
/// not grow: it may see a sample twice.
struct TimelineEntry {
  uint64_t timeNs; ///< since the header's startTimeNs, by CLOCK_MONOTONIC
  uint64_t allocObjects;
  uint64_t allocSpace;
  uint64_t freeObjects;
  uint64_t freeSpace;
};
inline constexpr uint32_t TimelineLength = 256;

/// Meta: facts of the run. Keys: exe, command, directory, options, host,
/// runtime_version, run_id, parent_pid; of a file that the tools merged also
/// merged, the number of profiles in it.
struct MetaEntry {
  Ref key;   ///< string
  Ref value; ///< string
};

/// FNV-1a, 32 bits (Fowler, Noll, Vo).
inline uint32_t fnv1a(const void *data, size_t size) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < size; ++i)
    hash = (hash ^ static_cast<const unsigned char *>(data)[i]) * 16777619u;
  return hash;
}

} // namespace allocsites::format

#endif
