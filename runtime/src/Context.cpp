// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ways from records to nodes and leaves that are not in a cache.
#include "Context.h"
#include "Contracts.h"
#include "Modules.h"
#include "Runtime.h"

#include <initializer_list>

namespace allocsites {

LeafEntry Lost, LostBreach, Uncounted;
NodeEntry *LostPath, *LostPromise, *LostAllowed, *LostAllocator;

namespace {

uint64_t ModuleGeneration;

bool isInsideAllocator(const NodeEntry *Node) {
  return Node == LostAllocator || (Node->flags & format::InsideAllocator);
}

bool isNew(Ref Id) { return Id & ALLOCSITES_SITE_NEW; }

/// ALLOCSITES_SITE_*
uint32_t flagsOf(const allocsites_site &Site) {
  Ref Id = Site.id;
  return isNew(Id) ? Registry::flagsOf(Site, Id)
                   : entryAt<format::SiteEntry>(Id)->flags;
}

uint32_t contractOf(const NodeEntry *Node) {
  return Node == LostPromise   ? format::NoAllocation
         : Node == LostAllowed ? format::AllocationAllowed
                               : Node->flags & ContractFlags;
}

/// For a call at Site below Parent that found no room.
NodeEntry *lostChild(const NodeEntry *Parent, const allocsites_site &Site) {
  uint32_t Flags = flagsOf(Site);
  if (isInsideAllocator(Parent) || (Flags & ALLOCSITES_SITE_NAMED_ALLOCATOR))
    return LostAllocator;
  uint32_t Contract = contractBelow(contractOf(Parent), Flags);
  return Contract & format::AllocationAllowed ? LostAllowed
         : Contract & format::NoAllocation    ? LostPromise
                                              : LostPath;
}

/// For an allocation that found no room, at Site (null: at the innermost
/// record's) below what Contract says.
LeafEntry *lostLeaf(Thread &T, uint32_t Contract, const allocsites_site *Site) {
  if (Breaches == OnBreach::Nothing || !(Contract & format::NoAllocation))
    return &Lost;
  T.LostAt = Site;
  return &LostBreach;
}

/// The same, where Site (null: none) has its say.
LeafEntry *lostBelow(Thread &T, const NodeEntry *Parent,
                     const allocsites_site *Site) {
  uint32_t Above = contractOf(Parent);
  return lostLeaf(T, Site ? contractBelow(Above, flagsOf(*Site)) : Above, Site);
}

/// While at work.
NodeEntry *findNode(Thread &T, NodeEntry *Parent, allocsites_site *Site) {
  Ref Id = Site->id;
  NodeEntry *Child = nullptr;
  if (!isLostPath(Parent)) {
    Child = isNew(Id) ? nullptr : T.Contexts.known<NodeEntry>(Parent, Id);
    if (!Child) {
      ErrnoKeeper Keep;
      if (isNew(Id))
        Id = Sites.registerSite(*Site);
      Child = Id ? T.Contexts.child(Parent, Id) : nullptr;
    }
  }
  if (!Child)
    Child = lostChild(Parent, *Site);
  if (Id && !isNew(Id))
    ChildCache::of(Parent).remember(Id, Child);
  return Child;
}

/// While at work: null if the profile has no room.
LeafEntry *findLeaf(Thread &T, NodeEntry *Parent, Ref Id) {
  if (auto *Leaf = T.Contexts.known<LeafEntry>(Parent, Id))
    return Leaf;
  ErrnoKeeper Keep;
  LeafEntry *Leaf = T.Contexts.leaf(Parent, Id);
  if (Leaf && (T.Contexts.contractAt(Parent, Id) & format::NoAllocation))
    noteBreach(T, Leaf);
  return Leaf;
}

} // namespace

void initContexts() {
  for (LeafEntry *Leaf : {&Lost, &LostBreach, &Uncounted}) {
    Leaf->size = ManySizes;
    Leaf->peakEpoch = UINT32_MAX;
  }
  // Nothing is ever written behind the header.
  static_assert(sizeof(format::FileHeader) + 4 * sizeof(NodeEntry) <=
                format::ChunkAlign);
  LostPath = reinterpret_cast<NodeEntry *>(Base.File + format::ChunkAlign) - 1;
  LostPromise = LostPath - 1;
  LostAllowed = LostPath - 2;
  LostAllocator = LostPath - 3;
}

ALLOCSITES_SPARING LeafEntry *leafSlow(Thread &T, NodeEntry *Parent,
                                       allocsites_site *Site) {
  if (isInsideAllocator(Parent))
    return &Uncounted;
  if (isLostPath(Parent))
    return lostBelow(T, Parent, Site);
  AtWork Guard;
  Ref Id = Site->id;
  if (isNew(Id)) {
    ErrnoKeeper Keep;
    Id = Sites.registerSite(*Site);
  }
  LeafEntry *Leaf = Id ? findLeaf(T, Parent, Id) : nullptr;
  if (!Leaf)
    return lostBelow(T, Parent, Site);
  ChildCache::of(Parent).remember(Id, Leaf);
  return Leaf;
}

ALLOCSITES_SPARING LeafEntry *ownLeafSlow(Thread &T, NodeEntry *Parent) {
  if (isInsideAllocator(Parent))
    return &Uncounted;
  if (isLostPath(Parent))
    return lostBelow(T, Parent, nullptr);
  AtWork Guard;
  LeafEntry *Leaf = findLeaf(T, Parent, 0);
  if (!Leaf)
    return lostBelow(T, Parent, nullptr);
  Parent->leaf = refOf(Leaf);
  return Leaf;
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
    NodeEntry *Child;
    Node = ChildCache::of(Node).find(Below->site->id, Child)
               ? Child
               : findNode(T, Node, Below->site);
    Below->node = Node;
    Below->resolved_site = Below->site;
    Below = Next;
  }
  return Node;
}

LeafEntry *outsideLeaf(Thread &T, const void *Caller, const char *Function) {
  ErrnoKeeper Keep;
  AtWork Guard;
  if (isLostPath(T.Top))
    return &Lost;
  const void *Start = moduleStart(Caller);
  uint64_t Generation = __atomic_load_n(&ModuleGeneration, __ATOMIC_ACQUIRE);
  auto &Last = T.LastOutside;
  if (Last.Leaf && Last.ModuleStart == Start && Last.Function == Function &&
      Last.Generation == Generation)
    return Last.Leaf;
  Ref Site = Sites.outsideSite(moduleOf(Caller), Function);
  LeafEntry *Leaf = Site ? findLeaf(T, T.Top, Site) : nullptr;
  Last = {Start, Function, Generation,
          Leaf ? Leaf : lostBelow(T, T.Top, nullptr)};
  return Last.Leaf;
}

LeafEntry *resultLeaf(Thread &T, allocsites_site *Site) {
  NodeEntry *Caller = resolve(T);
  AtWork Guard;
  // The allocator may have been called by the record's function itself, or at
  // a site that has no record of its own.
  NodeEntry *Node = Caller->site && Caller->site == Site->id
                        ? Caller
                        : findNode(T, Caller, Site);
  if (isLostPath(Node)) {
    // The innermost record may be of this very call.
    const allocsites_record *Outer = __allocsites_top;
    if (Outer && Outer->site == Site)
      Outer = Outer->parent;
    auto *Parent = Outer ? static_cast<NodeEntry *>(Outer->node) : T.Top;
    return isInsideAllocator(Parent) ? &Uncounted : lostBelow(T, Parent, Site);
  }
  if (nodeAt(Node->parent)->flags & format::InsideAllocator)
    return &Uncounted;
  ChildCache &Cache = ChildCache::of(Node);
  LeafEntry *Leaf;
  if (Cache.find(ChildCache::ResultSite, Leaf))
    return Leaf;
  Leaf = findLeaf(T, Node, 0);
  if (!Leaf)
    return lostLeaf(T, contractOf(Node), Site);
  Cache.remember(ChildCache::ResultSite, Leaf);
  return Leaf;
}

void forgetModules() {
  __atomic_fetch_add(&ModuleGeneration, 1, __ATOMIC_RELEASE);
}

} // namespace allocsites
