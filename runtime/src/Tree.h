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

using format::DetailEntry;
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

/// Private companion of a node: its children most recently used.
struct ChildCache {
  struct Way {
    Ref Child, Site;
  };
  static constexpr uint32_t WayCount = 16;
  Way Ways[WayCount];

  ALLOCSITES_INLINE static ChildCache &of(NodeEntry *Node) {
    return *reinterpret_cast<ChildCache *>(
        reinterpret_cast<uintptr_t>(Node) * 2 + Base.ToCompanion);
  }
  /// Sites get their numbers when they are first used, 32 bytes apart: those of
  /// a loop are neighbours and get different ways.
  ALLOCSITES_INLINE Way &way(Ref Site) { return Ways[(Site / 4) % WayCount]; }
  /// Sets Child, if Site's is here. Site 0 is none.
  ALLOCSITES_INLINE bool find(Ref Site, NodeEntry *&Child) {
    Way &W = way(Site);
    Child = nodeAt(W.Child);
    return ALLOCSITES_LIKELY(W.Site == Site && Site);
  }
  void remember(Ref Site, NodeEntry *Child) {
    Way W = {refOf(Child), Site};
    uint64_t Both;
    __builtin_memcpy(&Both, &W, sizeof Both);
    // At once, for signal handlers.
    __atomic_store_n(reinterpret_cast<uint64_t *>(&way(Site)), Both,
                     __ATOMIC_RELAXED);
  }
};
static_assert(sizeof(ChildCache) == 2 * sizeof(NodeEntry));

class Tree {
public:
  /// False if the profile has no room for the root.
  bool init(ProfileFile &F, uint32_t Number);

  NodeEntry *root() const { return Root; }
  uint32_t number() const { return Number; }

  /// The node for Site called from Parent; null if the profile has no room.
  /// Site is not 0.
  NodeEntry *child(NodeEntry *Parent, Ref Site);
  /// The same if there is one already, else null. Async-signal-safe.
  NodeEntry *knownChild(const NodeEntry *Parent, Ref Site) const;

  /// Zeroed 64 bytes for a DetailEntry or what it refers to, part of the
  /// profile already; null if it has no room.
  void *detail();

  /// After ProfileFile::rehome().
  void rewind() {
    Nodes.rewind();
    Details.rewind();
  }

private:
  struct Edge {
    Ref Parent, Site, Child;
  };
  NodeEntry *foldedInto(NodeEntry *Parent, Ref Site, bool Library) const;
  NodeEntry *makeNode(NodeEntry *Parent, Ref Site, bool Library);
  Edge *findEdge(Ref Parent, Ref Site) const;
  bool enlarge();

  ProfileFile *File = nullptr;
  Appender Nodes, Details;
  NodeEntry *Root = nullptr;
  Edge *Edges = nullptr; ///< open addressing; Child 0: free
  uint32_t Mask = 0, Count = 0;
  uint32_t Number = 0;
};

} // namespace allocsites

#endif
