// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ways from records to nodes that are not in a cache.
#include "Context.h"
#include "Runtime.h"

#include <dlfcn.h>

namespace allocsites {

namespace {

uint64_t ModuleGeneration;

/// While at work.
NodeEntry *find(Thread &T, NodeEntry *Parent, allocsites_site *Site) {
  Ref Id = Site->id;
  NodeEntry *Child = Id ? T.Contexts.knownChild(Parent, Id) : nullptr;
  if (!Child) {
    ErrnoKeeper Keep;
    if (!Id)
      Id = Sites.registerSite(*Site);
    Child = Id ? T.Contexts.child(Parent, Id) : nullptr;
  }
  if (Child)
    ChildCache::of(Parent).remember(Site->id, Child);
  return Child;
}

} // namespace

ALLOCSITES_SPARING NodeEntry *childSlow(Thread &T, NodeEntry *Parent,
                                        allocsites_site *Site) {
  if (!Parent)
    return nullptr;
  AtWork Guard;
  return find(T, Parent, Site);
}

ALLOCSITES_SPARING NodeEntry *resolveSlow(Thread &T,
                                          allocsites_record *Innermost) {
  AtWork Guard;
  // Up to a record that is resolved. A record that is not leaves its `node`
  // free, which for the time being points back down: no stack, no recursion,
  // however deep the program is.
  allocsites_record *Record = Innermost, *Below = nullptr;
  while (Record && Record->resolved_site != Record->site) {
    Record->node = Below;
    Below = Record;
    Record = Record->parent;
  }
  auto *Node = Record ? static_cast<NodeEntry *>(Record->node) : T.Top;
  while (Below) {
    auto *Next = static_cast<allocsites_record *>(Below->node);
    if (Node) {
      NodeEntry *Child;
      Node = ChildCache::of(Node).find(Below->site->id, Child)
                 ? Child
                 : find(T, Node, Below->site);
    }
    if (Node) {
      Below->node = Node;
      Below->resolved_site = Below->site;
    }
    Below = Next;
  }
  return Node;
}

NodeEntry *outsideNode(Thread &T, const void *Caller, const char *Function) {
  ErrnoKeeper Keep;
  AtWork Guard;
  dl_find_object Found;
  const void *Start = nullptr;
  if (_dl_find_object(const_cast<void *>(Caller), &Found) == 0)
    Start = Found.dlfo_map_start;
  uint64_t Generation = __atomic_load_n(&ModuleGeneration, __ATOMIC_ACQUIRE);
  auto &Last = T.LastOutside;
  if (Last.Node && Last.ModuleStart == Start && Last.Function == Function &&
      Last.Generation == Generation)
    return Last.Node;
  Ref Site = Sites.outsideSite(moduleOf(Caller), Function);
  NodeEntry *Node = Site ? T.Contexts.child(T.Top, Site) : nullptr;
  Last = {Start, Function, Generation, Node};
  return Node;
}

void forgetModules() {
  __atomic_fetch_add(&ModuleGeneration, 1, __ATOMIC_RELEASE);
}

} // namespace allocsites
