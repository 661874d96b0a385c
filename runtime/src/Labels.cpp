// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Changing the node that a thread's contexts begin at.
#include "Labels.h"
#include "Context.h"
#include "Runtime.h"
#include "SitePath.h"

#include <string.h>
#include <sys/prctl.h>

namespace allocsites {

namespace {

/// What the thread's records know was found below another label.
void beginAt(Thread &T, NodeEntry *Node) {
  T.Top = Node;
  T.LastOutside.Leaf = nullptr;
  for (allocsites_record *R = __allocsites_top; R; R = R->parent)
    R->resolved_site = nullptr;
}

NodeEntry *below(Thread &T, NodeEntry *Node, Ref Site) {
  return Node && Site && !isLostPath(Node) ? T.Contexts.child(Node, Site)
                                           : nullptr;
}

bool isLabel(Ref Site) {
  return File.at<format::SiteEntry>(Site)->kind == format::SiteKind::Label;
}

constexpr char NameKey[] = "thread=";

bool isThreadName(Ref Site) {
  if (!ThreadNames || !isLabel(Site))
    return false;
  Ref Text = File.at<format::SiteEntry>(Site)->callee;
  return strncmp(reinterpret_cast<const char *>(
                     File.at<format::StringEntry>(Text) + 1),
                 NameKey, strlen(NameKey)) == 0;
}

/// Where a thread's contexts begin: its name, labels, then the calls that
/// started it.
class Beginning {
public:
  explicit Beginning(const NodeEntry *Node) : Path(Node) {
    while (Labels < Path.count() && isLabel(Path[Labels]))
      ++Labels;
    Names = Labels && isThreadName(Path[0]);
  }
  bool hasLabels() const { return Labels > Names; }
  NodeEntry *renamed(Thread &T, Ref Name) const {
    NodeEntry *Node = below(T, T.Contexts.root(), Name);
    for (uint32_t I = Names; I < Path.count(); ++I)
      Node = below(T, Node, Path[I]);
    return Node;
  }
  /// The node with one label more; null if the profile has no room.
  NodeEntry *with(Thread &T, Ref Label) const {
    return calls(T, below(T, labels(T, Labels), Label));
  }
  NodeEntry *withoutLast(Thread &T) const {
    return calls(T, labels(T, Labels - 1));
  }

private:
  NodeEntry *labels(Thread &T, uint32_t Count) const {
    NodeEntry *Node = T.Contexts.root();
    for (uint32_t I = 0; I < Count; ++I)
      Node = below(T, Node, Path[I]);
    return Node;
  }
  NodeEntry *calls(Thread &T, NodeEntry *Node) const {
    for (uint32_t I = Labels; I < Path.count(); ++I)
      Node = below(T, Node, Path[I]);
    return Node;
  }
  SitePath Path;
  uint32_t Labels = 0, Names;
};

/// Labels are all that contexts begin with.
bool haveLabelsOnly() { return !ThreadStarts && !ThreadNames; }

} // namespace

bool ThreadStarts, ThreadNames;

bool pushLabel(Thread &T, const char *Key, const char *Value) {
  ErrnoKeeper Keep;
  AtWork Guard;
  FixedText<4096> Text;
  Text += Key;
  Text += '=';
  Text += Value;
  Ref Label = Sites.labelSite(Text.text());
  NodeEntry *Node = haveLabelsOnly() ? below(T, T.Top, Label)
                    : Label          ? Beginning(T.Top).with(T, Label)
                                     : nullptr;
  if (!Node) {
    ++T.LabelsMissing;
    if (!T.AllowanceMissing && strcmp(Text.text(), format::AllowedLabel) == 0)
      T.AllowanceMissing = T.LabelsMissing;
    return false;
  }
  beginAt(T, Node);
  return true;
}

void popLabel(Thread &T) {
  ErrnoKeeper Keep;
  AtWork Guard;
  if (T.LabelsMissing) {
    if (T.AllowanceMissing == T.LabelsMissing)
      T.AllowanceMissing = 0;
    --T.LabelsMissing;
    return;
  }
  if (haveLabelsOnly()) {
    if (T.Top->parent)
      beginAt(T, nodeAt(T.Top->parent));
    return;
  }
  Beginning Now(T.Top);
  NodeEntry *Node = Now.hasLabels() ? Now.withoutLast(T) : nullptr;
  if (Node)
    beginAt(T, Node);
}

NodeEntry *heritageOf(Thread &T) {
  NodeEntry *Node = ThreadStarts ? resolve(T) : T.Top;
  return isLostPath(Node) ? T.Top : Node;
}

void inherit(Thread &T, const Ref *Sites, uint32_t Count) {
  ErrnoKeeper Keep;
  AtWork Guard;
  NodeEntry *Top = T.Top;
  for (uint32_t I = 0; I < Count; ++I)
    if (I == 0 && isThreadName(Sites[I]))
      continue; // the starter's
    else if (NodeEntry *Node = below(T, Top, Sites[I]))
      Top = Node;
    else if (isLabel(Sites[I]) && (entryAt<format::SiteEntry>(Sites[I])->flags &
                                   ALLOCSITES_SITE_MAY_ALLOC))
      T.AllowanceMissing = Thread::MissingForGood;
  beginAt(T, Top);
}

void nameThread(Thread &T) {
  ErrnoKeeper Keep;
  AtWork Guard;
  char Name[16] = {0}; // as long as the kernel's
  if (prctl(PR_GET_NAME, Name) != 0)
    return;
  FixedText<32> Text;
  Text += NameKey;
  Text += Name;
  Ref Site = Sites.labelSite(Text.text());
  if (NodeEntry *Node = Site ? Beginning(T.Top).renamed(T, Site) : nullptr)
    beginAt(T, Node);
}

} // namespace allocsites
