// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Changing the node that contexts begin at.
#include "Labels.h"
#include "Runtime.h"

#include <string.h>

namespace allocsites {

namespace {

/// What the thread's records know was found below another label.
void beginAt(Thread &T, NodeEntry *Node) {
  T.Top = Node;
  T.LastOutside.Leaf = nullptr;
  for (allocsites_record *R = __allocsites_top; R; R = R->parent)
    R->resolved_site = nullptr;
}

NodeEntry *labelBelow(Thread &T, NodeEntry *Node, Ref Site) {
  return Site ? T.Contexts.child(Node, Site) : nullptr;
}

} // namespace

bool pushLabel(Thread &T, const char *Key, const char *Value) {
  ErrnoKeeper Keep;
  AtWork Guard;
  FixedText<4096> Text;
  Text += Key;
  Text += '=';
  Text += Value;
  NodeEntry *Node = labelBelow(T, T.Top, Sites.labelSite(Text.text()));
  if (!Node) {
    ++T.LabelsMissing;
    return false;
  }
  beginAt(T, Node);
  return true;
}

void popLabel(Thread &T) {
  AtWork Guard;
  if (T.LabelsMissing)
    --T.LabelsMissing;
  else if (T.Top->parent)
    beginAt(T, nodeAt(T.Top->parent));
}

LabelList labelsOf(const Thread &T) {
  LabelList Labels;
  for (const NodeEntry *N = T.Top; N->parent; N = nodeAt(N->parent)) {
    // Outermost first: what does not fit are the inner ones.
    if (Labels.Count < LabelList::Most)
      ++Labels.Count;
    memmove(Labels.Sites + 1, Labels.Sites,
            (Labels.Count - 1) * sizeof *Labels.Sites);
    Labels.Sites[0] = N->site;
  }
  return Labels;
}

void takeLabels(Thread &T, const LabelList &Labels) {
  ErrnoKeeper Keep;
  AtWork Guard;
  for (uint32_t I = 0; I < Labels.Count; ++I)
    if (NodeEntry *Node = labelBelow(T, T.Top, Labels.Sites[I]))
      beginAt(T, Node);
}

} // namespace allocsites
