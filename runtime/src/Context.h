// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From context records to nodes.
//
// A record's `node` is right while `resolved_site` equals `site`; otherwise its
// parent is resolved first. The cost is proportional to the frames entered
// since the last allocation, not to the depth.
#ifndef ALLOCSITES_RUNTIME_CONTEXT_H
#define ALLOCSITES_RUNTIME_CONTEXT_H

#include "Thread.h"

namespace allocsites {

/// Where allocations are counted that found no room in the profile, those of
/// them that break a promise, and those below an allocator that the user named,
/// which counts by itself. No epoch of the peak is theirs, so that noteChange()
/// sees to them.
extern ALLOCSITES_HIDDEN LeafEntry Lost, LostBreach, Uncounted;
inline bool isNowhere(const LeafEntry *Leaf) {
  return Leaf == &Lost || Leaf == &LostBreach || Leaf == &Uncounted;
}
/// The nodes of paths that found no room in the profile: below a promise not to
/// allocate, where that is allowed all the same, below an allocator that the
/// user named, and all others. They are not in the file and have no flags, but
/// a cache of children as others have.
extern ALLOCSITES_HIDDEN NodeEntry *LostPath, *LostPromise, *LostAllowed,
    *LostAllocator;
inline bool isLostPath(const NodeEntry *Node) {
  return Node >= LostAllocator && Node <= LostPath;
}
/// When Base is set.
void initContexts();

/// The node of Innermost, which is not resolved.
ALLOCSITES_SLOW ALLOCSITES_SPARING NodeEntry *
resolveSlow(Thread &T, allocsites_record *Innermost);
/// The leaf of Site's allocations below Parent, past the cache.
ALLOCSITES_SLOW ALLOCSITES_SPARING LeafEntry *
leafSlow(Thread &T, NodeEntry *Parent, allocsites_site *Site);
/// The leaf of Parent's own, past the cache.
ALLOCSITES_SLOW ALLOCSITES_SPARING LeafEntry *ownLeafSlow(Thread &T,
                                                          NodeEntry *Parent);

ALLOCSITES_INLINE LeafEntry *leafAt(Thread &T, NodeEntry *Parent,
                                    allocsites_site *Site) {
  LeafEntry *Leaf;
  return ChildCache::of(Parent).find(Site->id, Leaf)
             ? Leaf
             : leafSlow(T, Parent, Site);
}
ALLOCSITES_INLINE LeafEntry *ownLeaf(Thread &T, NodeEntry *Parent) {
  return ALLOCSITES_LIKELY(Parent->leaf) ? entryAt<LeafEntry>(Parent->leaf)
                                         : ownLeafSlow(T, Parent);
}

ALLOCSITES_INLINE bool isResolved(const allocsites_record &R) {
  return R.resolved_site == R.site;
}
/// False if R's site is not a child of Parent in the cache. Sets Node.
ALLOCSITES_INLINE bool resolveBelow(allocsites_record &R, NodeEntry *Parent,
                                    NodeEntry *&Node) {
  if (!ChildCache::of(Parent).find(R.site->id, Node))
    return false;
  R.node = Node;
  R.resolved_site = R.site;
  return true;
}

/// The node of the innermost context record.
ALLOCSITES_INLINE NodeEntry *resolve(Thread &T) {
  allocsites_record *Innermost = __allocsites_top;
  if (ALLOCSITES_UNLIKELY(!Innermost))
    return T.Top;
  if (ALLOCSITES_LIKELY(isResolved(*Innermost)))
    return static_cast<NodeEntry *>(Innermost->node);
  // A function that calls from several sites in turn, or one called by such a
  // function: the children are in the caches.
  allocsites_record *Caller = Innermost->parent;
  NodeEntry *Parent = T.Top;
  if (Caller) {
    if (isResolved(*Caller)) {
      Parent = static_cast<NodeEntry *>(Caller->node);
    } else {
      allocsites_record *Above = Caller->parent;
      if (Above) {
        if (!isResolved(*Above))
          return resolveSlow(T, Innermost);
        Parent = static_cast<NodeEntry *>(Above->node);
      }
      if (!resolveBelow(*Caller, Parent, Parent))
        return resolveSlow(T, Innermost);
    }
  }
  NodeEntry *Node;
  return resolveBelow(*Innermost, Parent, Node) ? Node
                                                : resolveSlow(T, Innermost);
}

/// The leaf for an allocation with no instrumented code on the stack, made by
/// the code at Caller through Function (static storage).
ALLOCSITES_SLOW LeafEntry *outsideLeaf(Thread &T, const void *Caller,
                                       const char *Function);
/// The leaf of what the named allocator of Site, called by the innermost
/// record's function, handed out.
ALLOCSITES_SLOW LeafEntry *resultLeaf(Thread &T, allocsites_site *Site);

/// Modules may have gone: what is known by addresses of theirs is forgotten.
void forgetModules();

} // namespace allocsites

#endif
