// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The sites on the way from the root of a tree to a node.
#ifndef ALLOCSITES_RUNTIME_SITEPATH_H
#define ALLOCSITES_RUNTIME_SITEPATH_H

#include "Tree.h"

namespace allocsites {

inline uint32_t depthOf(const NodeEntry *Node) {
  uint32_t Depth = 0;
  for (; Node->parent; Node = nodeAt(Node->parent))
    ++Depth;
  return Depth;
}
/// The outermost first; To has room for all.
inline void sitesOf(const NodeEntry *Node, Ref *To, uint32_t Depth) {
  for (; Depth; Node = nodeAt(Node->parent))
    To[--Depth] = Node->site;
}

/// They, in memory of its own: no large part of a stack, and not the program's
/// heap. Empty where there is no memory.
class SitePath {
public:
  explicit SitePath(const NodeEntry *Node) : Count(depthOf(Node)) {
    if (Count > Few)
      Sites = static_cast<Ref *>(mapPrivate(Count * sizeof(Ref)));
    if (Sites)
      sitesOf(Node, Sites, Count);
    else
      Count = 0;
  }
  ~SitePath() {
    if (Sites != Inside)
      unmapPrivate(Sites, Count * sizeof(Ref));
  }
  SitePath(const SitePath &) = delete;
  SitePath &operator=(const SitePath &) = delete;

  uint32_t count() const { return Count; }
  Ref operator[](uint32_t I) const { return Sites[I]; }

private:
  static constexpr uint32_t Few = 64;
  uint32_t Count;
  Ref Inside[Few];
  Ref *Sites = Inside;
};

} // namespace allocsites

#endif
