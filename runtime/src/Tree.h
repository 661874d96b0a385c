// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A calling-context tree (Ammons, Ball, Larus: "Exploiting hardware performance
// counters with flow and context sensitive profiling", PLDI 1997) whose nodes
// lie in the profile. One thread at a time uses a tree.
// See also: docs/attribution.md on how recursion is folded.
#ifndef ALLOCSITES_RUNTIME_TREE_H
#define ALLOCSITES_RUNTIME_TREE_H

#include "ProfileFile.h"

namespace allocsites {

using format::NodeEntry;
using format::Ref;

/// What the hot paths need of the profile; set once before any tree exists.
struct TreeBase {
  char *File;           ///< ProfileFile::base()
  uint64_t ToCompanion; ///< ProfileFile::companionDistance()
  bool FoldRecursion;
};
extern ALLOCSITES_HIDDEN TreeBase Base;

ALLOCSITES_INLINE NodeEntry *nodeAt(Ref R) {
  return reinterpret_cast<NodeEntry *>(Base.File + uint64_t(R) * 8);
}
ALLOCSITES_INLINE Ref refOf(const NodeEntry *Node) {
  return Ref(uint64_t(reinterpret_cast<const char *>(Node) - Base.File) / 8);
}

/// Private companion of a node: its children most recently used, by site. A way
/// holds child << 32 | site.
struct ChildCache {
  static constexpr uint32_t WayCount = 8;
  uint64_t Ways[WayCount];
};
static_assert(sizeof(ChildCache) == sizeof(NodeEntry));

ALLOCSITES_INLINE uint64_t &cacheWay(NodeEntry *Parent, Ref Site) {
  auto *Cache = reinterpret_cast<ChildCache *>(
      reinterpret_cast<char *>(Parent) + Base.ToCompanion);
  // Site entries are 32 bytes, so neighbours differ by 4.
  return Cache->Ways[(Site / 4) % ChildCache::WayCount];
}

class Tree {
public:
  /// False if the profile has no room for the root.
  bool init(ProfileFile &F, uint32_t Number);

  NodeEntry *root() const { return Root; }
  uint32_t number() const { return Number; }

  /// The node for Site called from Parent; null if the profile has no room.
  /// Site is not 0.
  ALLOCSITES_INLINE NodeEntry *child(NodeEntry *Parent, Ref Site) {
    uint64_t Way = cacheWay(Parent, Site);
    if (ALLOCSITES_LIKELY(uint32_t(Way) == Site))
      return nodeAt(Ref(Way >> 32));
    return childSlow(Parent, Site);
  }

  /// After ProfileFile::rehome().
  void rewind() { Nodes.rewind(); }

private:
  struct Edge {
    Ref Parent, Site, Child;
  };
  ALLOCSITES_SLOW NodeEntry *childSlow(NodeEntry *Parent, Ref Site);
  NodeEntry *foldedInto(NodeEntry *Parent, Ref Site, bool Library) const;
  Edge *findEdge(Ref Parent, Ref Site) const;
  bool enlarge();

  ProfileFile *File = nullptr;
  Appender Nodes;
  NodeEntry *Root = nullptr;
  Edge *Edges = nullptr; ///< open addressing; Child 0: free
  uint32_t Mask = 0, Count = 0;
  uint32_t Number = 0;
};

} // namespace allocsites

#endif
