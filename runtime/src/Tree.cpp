// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Child lookup behind the cache, node creation, folding of recursion.
#include "Tree.h"
#include "Registry.h"

#include <string.h>

namespace allocsites {

TreeBase Base;

namespace {
constexpr uint64_t ChunkBytes = 16320; // 16 KiB less the chunk's header
uint32_t hashOf(Ref Parent, Ref Site) {
  uint64_t H = (uint64_t(Parent) << 32 | Site) * 0x9e3779b97f4a7c15u;
  return uint32_t(H >> 32);
}
} // namespace

bool Tree::init(ProfileFile &F, uint32_t TreeNumber) {
  File = &F;
  Number = TreeNumber;
  Nodes.init(F, format::ChunkType::Nodes, ChunkBytes, Number);
  Leaves.init(F, format::ChunkType::Leaves, ChunkBytes, Number);
  Details.init(F, format::ChunkType::Details, ChunkBytes, Number);
  Root = static_cast<NodeEntry *>(Nodes.reserve(sizeof(NodeEntry)));
  if (!Root)
    return false;
  Nodes.publish();
  return true;
}

Tree::Edge *Tree::findEdge(Ref Parent, Ref Site) const {
  uint32_t Mask = Size - 1, I = hashOf(Parent, Site) & Mask;
  while (Edges[I].Child &&
         (Edges[I].Parent != Parent || siteOf(Edges[I].Child) != Site))
    I = (I + 1) & Mask;
  return &Edges[I];
}

bool Tree::enlarge() {
  uint32_t OldSize = Size, NewSize = OldSize ? OldSize * 2 : 512;
  auto *Larger = static_cast<Edge *>(mapPrivate(NewSize * sizeof(Edge)));
  if (!Larger)
    return Count + 1 < Size; // goes on fuller than we like
  Edge *Old = Edges;
  Edges = Larger;
  Size = NewSize;
  for (uint32_t I = 0; I < OldSize; ++I)
    if (Old[I].Child)
      *findEdge(Old[I].Parent, siteOf(Old[I].Child)) = Old[I];
  unmapPrivate(Old, OldSize * sizeof(Edge));
  return true;
}

/// The ancestor that a call of Site from Parent goes back to, or null. A
/// library site goes back to its like only below the same user frame: the line
/// that an allocation is charged to lies above it. Nor does a call below a
/// promise go back to one above it.
NodeEntry *Tree::foldedInto(NodeEntry *Parent, Ref Site, uint32_t Flags) const {
  if (!Base.FoldRecursion)
    return nullptr;
  for (NodeEntry *N = Parent; N->site; N = nodeAt(N->parent)) {
    if (N->site == Site && !((N->flags ^ Flags) & ContractFlags))
      return N;
    if ((Flags & format::LibrarySite) && !(N->flags & format::LibrarySite))
      return nullptr;
  }
  return nullptr;
}

uint32_t Tree::contractAt(const NodeEntry *Parent, Ref Site) const {
  uint32_t Above = Parent->flags & ContractFlags;
  auto *Known = Site ? File->at<format::SiteEntry>(Site) : nullptr;
  if (!Known || (Above & format::AllocationAllowed))
    return Above;
  uint32_t Flags = Known->flags;
  if (Known->kind == format::SiteKind::Label)
    return Flags & ALLOCSITES_SITE_MAY_ALLOC ? format::AllocationAllowed
                                             : Above;
  return contractBelow(Above, Flags);
}

NodeEntry *Tree::makeNode(NodeEntry *Parent, Ref Site, uint32_t Flags) {
  auto *Node = static_cast<NodeEntry *>(Nodes.reserve(sizeof(NodeEntry)));
  if (!Node)
    return nullptr;
  Node->parent = refOf(Parent);
  Node->site = Site;
  Node->flags = Flags;
  if ((Parent->flags & format::InsideAllocator) ||
      File->at<format::SiteEntry>(Site)->kind ==
          format::SiteKind::NamedAllocator)
    Node->flags |= format::InsideAllocator;
  Nodes.publish();
  return Node;
}

NodeEntry *Tree::child(NodeEntry *Parent, Ref Site) {
  if (!hasRoomForEdge())
    return nullptr;
  Edge *E = findEdge(refOf(Parent), Site);
  if (E->Child)
    return nodeAt(E->Child);
  auto *Known = File->at<format::SiteEntry>(Site);
  uint32_t Flags = contractAt(Parent, Site);
  if (Known->flags & SiteLooksLikeLibrary)
    Flags |= format::LibrarySite;
  NodeEntry *Node = Known->kind == format::SiteKind::Label
                        ? nullptr
                        : foldedInto(Parent, Site, Flags);
  if (Node)
    Node->flags |= format::Folded;
  else
    Node = makeNode(Parent, Site, Flags);
  if (!Node)
    return nullptr;
  *E = {refOf(Parent), refOf(Node)};
  ++Count;
  return Node;
}

LeafEntry *Tree::leaf(NodeEntry *Parent, Ref Site) {
  if (!hasRoomForEdge())
    return nullptr;
  Edge *E = findEdge(refOf(Parent), Site);
  if (E->Child)
    return entryAt<LeafEntry>(E->Child);
  auto *Leaf = static_cast<LeafEntry *>(Leaves.reserve(sizeof(LeafEntry)));
  if (!Leaf)
    return nullptr;
  Leaf->parent = refOf(Parent);
  Leaf->site = Site;
  Leaf->tree = Number;
  restart(*Leaf, File->header().peakEpoch);
  Leaves.publish();
  *E = {refOf(Parent), refOf(Leaf)};
  ++Count;
  return Leaf;
}

void *Tree::detail() {
  void *Entry = Details.reserve(format::DetailSize);
  if (Entry)
    Details.publish();
  return Entry;
}

void Tree::acceptAnySize(LeafEntry &Leaf) {
  if (!AnySize) {
    ErrnoKeeper Keep;
    void *Unread = detail();
    if (!Unread)
      return;
    AnySize = refOf(Unread);
  }
  for (Ref &Line : Leaf.sizes)
    Line = AnySize;
  Leaf.minSize = 0;
  Leaf.maxSize = UINT64_MAX;
  Leaf.size = ManySizes;
}

void restart(LeafEntry &Leaf, uint32_t Epoch) {
  memset(&Leaf.allocObjects, 0,
         sizeof Leaf - offsetof(LeafEntry, allocObjects));
  Leaf.size = ManySizes;
  Leaf.minSize = UINT64_MAX;
  Leaf.peakEpoch = Epoch;
}

} // namespace allocsites
