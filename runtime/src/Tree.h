// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A calling-context tree (Ammons, Ball, Larus: "Exploiting hardware performance
// counters with flow and context sensitive profiling", PLDI 1997) whose nodes
// lie in the profile. One thread at a time uses a tree.
// See also: docs/attribution.md on how recursion is folded.
#ifndef ALLOCSITES_RUNTIME_TREE_H
#define ALLOCSITES_RUNTIME_TREE_H

#include "ProfileFile.h"

#include "allocsites/abi.h"

namespace allocsites {

using format::LeafEntry;
using format::NodeEntry;
using format::Ref;

/// What the hot paths need of the profile; set once before any tree exists.
struct TreeBase {
  char *File;            ///< ProfileFile::base()
  uintptr_t ToCompanion; ///< ProfileFile::toCompanion()
  bool FoldRecursion;
};
extern ALLOCSITES_HIDDEN TreeBase Base;

template <class Entry> ALLOCSITES_INLINE Entry *entryAt(Ref R) {
  return reinterpret_cast<Entry *>(Base.File + uint64_t(R) * format::RefUnit);
}
ALLOCSITES_INLINE NodeEntry *nodeAt(Ref R) { return entryAt<NodeEntry>(R); }
ALLOCSITES_INLINE Ref refOf(const void *Entry) {
  return Ref(uint64_t(static_cast<const char *>(Entry) - Base.File) /
             format::RefUnit);
}

/// Private companion of a node: its children most recently used. They are nodes
/// (of calls) or leaves (of allocations), which their sites tell apart.
class ChildCache {
public:
  ALLOCSITES_INLINE static ChildCache &of(NodeEntry *Node) {
    return *reinterpret_cast<ChildCache *>(
        reinterpret_cast<uintptr_t>(Node) * CompanionScale + Base.ToCompanion);
  }
  /// Sets Child, if Site's is here. Site may be 0, which is not.
  template <class Entry>
  ALLOCSITES_INLINE bool find(Ref Site, Entry *&Child) const {
    uint32_t I = indexOf(Site), Key = Site + 1;
    if (ALLOCSITES_LIKELY(Ways[I].Key == Key)) {
      Child = entryAt<Entry>(Ways[I].Child);
      return true;
    }
    Child = entryAt<Entry>(Ways[I ^ 1].Child);
    return ALLOCSITES_LIKELY(Ways[I ^ 1].Key == Key);
  }
  void remember(Ref Site, const void *Child) {
    uint32_t I = indexOf(Site);
    if (Ways[I].Key)
      put(I ^ 1, Ways[I]);
    put(I, {refOf(Child), Site + 1});
  }

  /// No site has this number; what a named allocator returned is found by it.
  static constexpr Ref ResultSite = 2;

private:
  struct alignas(8) Way {
    Ref Child;
    uint32_t Key; ///< site's number plus 1; 0: nothing
  };
  static constexpr uint32_t WayCount = 8;
  /// Sites get their numbers when they are first used, 32 bytes apart: those of
  /// a loop are neighbours and get different ways.
  static uint32_t indexOf(Ref Site) { return Site / 4 % WayCount; }
  /// At once, for signal handlers.
  void put(uint32_t I, Way W) {
    uint64_t Both;
    __builtin_memcpy(&Both, &W, sizeof Both);
    __atomic_store_n(reinterpret_cast<uint64_t *>(&Ways[I]), Both,
                     __ATOMIC_RELAXED);
  }
  Way Ways[WayCount];
};
static_assert(sizeof(ChildCache) == CompanionScale * sizeof(NodeEntry));

/// LeafEntry::size when no one size stands for all allocations. A size of 0 is
/// never put there, so that those allocations are noticed.
inline constexpr uint32_t ManySizes = 0xffffffff;

/// Of NodeFlags, those about promises not to allocate.
inline constexpr uint32_t ContractFlags =
    format::NoAllocation | format::AllocationAllowed;
/// Those below a site of SiteFlags (ALLOCSITES_SITE_*) that is no label, where
/// Above it are those.
inline uint32_t contractBelow(uint32_t Above, uint32_t SiteFlags) {
  if (Above & format::AllocationAllowed)
    return Above;
  return SiteFlags & ALLOCSITES_SITE_NO_ALLOC    ? format::NoAllocation
         : SiteFlags & ALLOCSITES_SITE_MAY_ALLOC ? 0
                                                 : Above;
}

/// As if nothing had been allocated there, at an epoch of the peak.
void restart(LeafEntry &Leaf, uint32_t Epoch);

class Tree {
public:
  /// False if the profile has no room for the root.
  bool init(ProfileFile &F, uint32_t Number);

  NodeEntry *root() const { return Root; }
  uint32_t number() const { return Number; }

  /// The node for Site called from Parent; null if the profile has no room.
  /// Site is not 0.
  NodeEntry *child(NodeEntry *Parent, Ref Site);
  /// The leaf for Site's allocations below Parent, for Parent's own if Site is
  /// 0; null if the profile has no room.
  LeafEntry *leaf(NodeEntry *Parent, Ref Site);
  /// The same if there is one already, else null. Async-signal-safe.
  template <class Entry> Entry *known(const NodeEntry *Parent, Ref Site) const {
    Ref Child = Edges ? findEdge(refOf(Parent), Site)->Child : 0;
    return Child ? entryAt<Entry>(Child) : nullptr;
  }
  /// ContractFlags of a node or a leaf for Site below Parent.
  uint32_t contractAt(const NodeEntry *Parent, Ref Site) const;
  /// Zeroed bytes (DetailSize) that a leaf refers to, part of the profile
  /// already; null if it has no room.
  void *detail();

  /// Sizes are not told apart: from now on none of Leaf's is anything new.
  void acceptAnySize(LeafEntry &Leaf);

  /// After ProfileFile::rehome().
  void rewind() {
    Nodes.rewind();
    Leaves.rewind();
    Details.rewind();
  }

private:
  /// Its site stands in the child.
  struct Edge {
    Ref Parent, Child;
  };
  /// Nodes and leaves begin alike.
  static Ref siteOf(Ref Child) { return entryAt<NodeEntry>(Child)->site; }
  NodeEntry *foldedInto(NodeEntry *Parent, Ref Site, uint32_t Flags) const;
  NodeEntry *makeNode(NodeEntry *Parent, Ref Site, uint32_t Flags);
  Edge *findEdge(Ref Parent, Ref Site) const;
  bool hasRoomForEdge() { return Count * 4 < Size * 3 || enlarge(); }
  bool enlarge();

  ProfileFile *File = nullptr;
  Appender Nodes, Leaves, Details;
  NodeEntry *Root = nullptr;
  Ref AnySize = 0;       ///< buckets that all leaves share and nobody reads
  Edge *Edges = nullptr; ///< open addressing; Child 0: free
  uint32_t Size = 0, Count = 0;
  uint32_t Number = 0;
};

} // namespace allocsites

#endif
