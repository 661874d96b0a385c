// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a thread needs to count: its tree, and whether it may.
//
// `Current` is the whole state machine in one test: it is null before the
// runtime is up, in a child just forked, while the runtime itself works and
// while an allocation function runs inside another one. The fast path checks
// that and nothing else; everything else is sorted out off it.
#ifndef ALLOCSITES_RUNTIME_THREAD_H
#define ALLOCSITES_RUNTIME_THREAD_H

#include "Tree.h"

#include "allocsites/abi.h"

namespace allocsites {

struct Thread {
  Tree Contexts;
  /// Where allocations go that a signal handler makes while we are at work.
  NodeEntry *Interrupting;
  /// Depth of allocation functions that call one another; see NestedCall.
  uint32_t Nested;
  /// Frame of the outermost of them: one further out than it has left it by a
  /// jump.
  const void *NestedFrame;
  /// The last module that allocated with no instrumented code on the stack.
  struct {
    const void *ModuleStart;
    const char *Function;
    uint64_t Generation;
    NodeEntry *Node;
  } LastOutside;
  Thread *NextFree;
  Thread *NextMade;
};

#define ALLOCSITES_TLS __thread __attribute__((tls_model("initial-exec")))
extern ALLOCSITES_HIDDEN ALLOCSITES_TLS Thread *Current;
/// The thread's state even when it is off the fast path; null: none yet.
extern ALLOCSITES_HIDDEN ALLOCSITES_TLS Thread *Own;

/// Gives this thread a state, taken over from an ended thread where there is
/// one, and sets Current and Own. Null if the profile has no room. Runtime up.
Thread *adoptThread();
/// Puts the state of the calling thread up for adoption.
void releaseThread();
/// After a fork, in the child: all other threads are gone.
void releaseOtherThreads(Thread *Mine);
/// Visits all states there ever were. While no other thread runs.
template <class Visit> void forEachThread(Visit V) {
  extern Thread *AllThreads;
  for (Thread *T = AllThreads; T; T = T->NextMade)
    V(*T);
}

pthread_mutex_t &threadsMutex();

/// Marks that the runtime works on this thread: whatever allocates meanwhile is
/// a signal handler (or a callback of ours) and does not come back in here.
class AtWork {
public:
  AtWork() : T(Current) { Current = nullptr; }
  ~AtWork() { Current = T; }
  AtWork(const AtWork &) = delete;
  AtWork &operator=(const AtWork &) = delete;

private:
  Thread *T;
};

/// The node of the innermost context record, for a record that is not null;
/// null if the profile has no room.
ALLOCSITES_SLOW NodeEntry *resolveSlow(Thread &T, allocsites_record *Top);
ALLOCSITES_INLINE NodeEntry *resolve(Thread &T) {
  allocsites_record *Top = __allocsites_top;
  if (ALLOCSITES_UNLIKELY(!Top))
    return T.Contexts.root();
  if (ALLOCSITES_LIKELY(Top->resolved_site == Top->site))
    return static_cast<NodeEntry *>(Top->node);
  // A function that calls from several sites in turn: its caller is resolved
  // and the child is in the cache.
  allocsites_record *Parent = Top->parent;
  NodeEntry *ParentNode = T.Contexts.root();
  Ref Id = Top->site->id;
  if (Parent) {
    if (ALLOCSITES_UNLIKELY(Parent->resolved_site != Parent->site))
      return resolveSlow(T, Top);
    ParentNode = static_cast<NodeEntry *>(Parent->node);
  }
  uint64_t Way = cacheWay(ParentNode, Id);
  if (ALLOCSITES_UNLIKELY(uint32_t(Way) != Id || !Id))
    return resolveSlow(T, Top);
  NodeEntry *Node = nodeAt(Ref(Way >> 32));
  Top->node = Node;
  Top->resolved_site = Top->site;
  return Node;
}

/// The same for a direct call at Site.
ALLOCSITES_SLOW NodeEntry *childOfNewSite(Thread &T, NodeEntry *Parent,
                                          allocsites_site *Site);
ALLOCSITES_INLINE NodeEntry *childAt(Thread &T, NodeEntry *Parent,
                                     allocsites_site *Site) {
  Ref Id = Site->id;
  if (ALLOCSITES_LIKELY(Id != 0)) {
    uint64_t Way = cacheWay(Parent, Id);
    if (ALLOCSITES_LIKELY(uint32_t(Way) == Id))
      return nodeAt(Ref(Way >> 32));
  }
  return childOfNewSite(T, Parent, Site);
}

/// The node for an allocation with no instrumented code on the stack, made by
/// the code at Caller through Function (static storage).
ALLOCSITES_SLOW NodeEntry *outsideNode(Thread &T, const void *Caller,
                                       const char *Function);

/// Modules may have gone: cached names of modules mean nothing any more.
void forgetModules();

} // namespace allocsites

#endif
