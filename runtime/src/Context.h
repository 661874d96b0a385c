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

/// The node of Innermost, which is not resolved; null if the profile has no
/// room.
ALLOCSITES_SLOW ALLOCSITES_SPARING NodeEntry *
resolveSlow(Thread &T, allocsites_record *Innermost);
/// The child of Parent at Site, past the cache. Null if Parent is, or if the
/// profile has no room.
ALLOCSITES_SLOW ALLOCSITES_SPARING NodeEntry *
childSlow(Thread &T, NodeEntry *Parent, allocsites_site *Site);

ALLOCSITES_INLINE NodeEntry *childAt(Thread &T, NodeEntry *Parent,
                                     allocsites_site *Site) {
  NodeEntry *Child;
  return ChildCache::of(Parent).find(Site->id, Child)
             ? Child
             : childSlow(T, Parent, Site);
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

/// Sets Node to that of the innermost context record. False if the profile has
/// no room.
ALLOCSITES_INLINE bool resolve(Thread &T, NodeEntry *&Node) {
  allocsites_record *Innermost = __allocsites_top;
  if (ALLOCSITES_UNLIKELY(!Innermost)) {
    Node = T.Top;
    return true;
  }
  if (ALLOCSITES_LIKELY(isResolved(*Innermost))) {
    Node = static_cast<NodeEntry *>(Innermost->node);
    return true;
  }
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
          return Node = resolveSlow(T, Innermost);
        Parent = static_cast<NodeEntry *>(Above->node);
      }
      if (!resolveBelow(*Caller, Parent, Parent))
        return Node = resolveSlow(T, Innermost);
    }
  }
  return resolveBelow(*Innermost, Parent, Node) ||
         (Node = resolveSlow(T, Innermost));
}

/// The node for an allocation with no instrumented code on the stack, made by
/// the code at Caller through Function (static storage).
ALLOCSITES_SLOW NodeEntry *outsideNode(Thread &T, const void *Caller,
                                       const char *Function);

/// Modules may have gone: what is known by addresses of theirs is forgotten.
void forgetModules();

} // namespace allocsites

#endif
