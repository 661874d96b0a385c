// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Child lookup behind the cache, node creation, folding of recursion.
#include "Tree.h"
#include "Registry.h"

namespace allocsites {

TreeBase Base;

namespace {
constexpr uint64_t NodeChunkBytes = 16320; // 16 KiB less the chunk's header
uint32_t hashOf(Ref Parent, Ref Site) {
  uint64_t H = (uint64_t(Parent) << 32 | Site) * 0x9e3779b97f4a7c15u;
  return uint32_t(H >> 32);
}
} // namespace

bool Tree::init(ProfileFile &F, uint32_t TreeNumber) {
  File = &F;
  Number = TreeNumber;
  Nodes.init(F, format::ChunkType::Nodes, NodeChunkBytes, Number);
  Details.init(F, format::ChunkType::Details, NodeChunkBytes, Number);
  Root = static_cast<NodeEntry *>(Nodes.reserve(sizeof(NodeEntry)));
  if (!Root)
    return false;
  Root->tree = Number;
  Nodes.publish();
  return true;
}

Tree::Edge *Tree::findEdge(Ref Parent, Ref Site) const {
  uint32_t I = hashOf(Parent, Site) & Mask;
  while (Edges[I].Child && (Edges[I].Parent != Parent || Edges[I].Site != Site))
    I = (I + 1) & Mask;
  return &Edges[I];
}

bool Tree::enlarge() {
  uint32_t OldSize = Edges ? Mask + 1 : 0;
  uint32_t Size = OldSize ? OldSize * 2 : 512;
  auto *Larger = static_cast<Edge *>(mapPrivate(Size * sizeof(Edge)));
  if (!Larger)
    return Edges && Count < Mask; // goes on fuller than we like
  Edge *Old = Edges;
  Edges = Larger;
  Mask = Size - 1;
  for (uint32_t I = 0; I < OldSize; ++I)
    if (Old[I].Child)
      *findEdge(Old[I].Parent, Old[I].Site) = Old[I];
  unmapPrivate(Old, OldSize * sizeof(Edge));
  return true;
}

/// The ancestor that a call of Site from Parent goes back to, or null. A
/// library site goes back to its like only below the same user frame: the line
/// that an allocation is charged to lies above it.
NodeEntry *Tree::foldedInto(NodeEntry *Parent, Ref Site, bool Library) const {
  if (!Base.FoldRecursion)
    return nullptr;
  for (NodeEntry *N = Parent; N->site; N = nodeAt(N->parent)) {
    if (N->site == Site)
      return N;
    if (Library && !(N->flags & format::LibrarySite))
      return nullptr;
  }
  return nullptr;
}

NodeEntry *Tree::makeNode(NodeEntry *Parent, Ref Site, bool Library) {
  auto *Node = static_cast<NodeEntry *>(Nodes.reserve(sizeof(NodeEntry)));
  if (!Node)
    return nullptr;
  Node->parent = refOf(Parent);
  Node->site = Site;
  Node->tree = Number;
  if (Library)
    Node->flags |= format::LibrarySite;
  if ((Parent->flags & format::InsideAllocator) ||
      File->at<format::SiteEntry>(Site)->kind ==
          format::SiteKind::NamedAllocator)
    Node->flags |= format::InsideAllocator;
  Nodes.publish();
  return Node;
}

NodeEntry *Tree::knownChild(const NodeEntry *Parent, Ref Site) const {
  if (!Edges)
    return nullptr;
  Ref Child = findEdge(refOf(Parent), Site)->Child;
  return Child ? nodeAt(Child) : nullptr;
}

NodeEntry *Tree::child(NodeEntry *Parent, Ref Site) {
  if ((!Edges || Count * 4 >= (Mask + 1) * 3) && !enlarge())
    return nullptr;
  Ref ParentRef = refOf(Parent);
  Edge *E = findEdge(ParentRef, Site);
  if (E->Child)
    return nodeAt(E->Child);
  bool Library =
      File->at<format::SiteEntry>(Site)->flags & SiteLooksLikeLibrary;
  bool Label =
      File->at<format::SiteEntry>(Site)->kind == format::SiteKind::Label;
  NodeEntry *Node = Label ? nullptr : foldedInto(Parent, Site, Library);
  if (Node)
    Node->flags |= format::Folded;
  else
    Node = makeNode(Parent, Site, Library);
  if (!Node)
    return nullptr;
  *E = {ParentRef, Site, refOf(Node)};
  ++Count;
  return Node;
}

void *Tree::detail() {
  void *Entry = Details.reserve(sizeof(DetailEntry));
  if (Entry)
    Details.publish();
  return Entry;
}

} // namespace allocsites
