// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Thread states, their adoption by later threads, and the way from records to
// nodes.
#include "Thread.h"
#include "Runtime.h"

#include <dlfcn.h>

namespace allocsites {

ALLOCSITES_TLS Thread *Current;
ALLOCSITES_TLS Thread *Own;
Thread *AllThreads;

namespace {
pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
Thread *FreeThreads;
uint32_t ThreadCount;
uint64_t ModuleGeneration;

Thread *makeThread() {
  auto *T = static_cast<Thread *>(arenaAllocate(sizeof(Thread)));
  if (!T || !T->Contexts.init(File, ++ThreadCount))
    return nullptr;
  Ref Site = Sites.outsideSite(nullptr, "signal handler");
  T->Interrupting =
      Site ? T->Contexts.child(T->Contexts.root(), Site) : T->Contexts.root();
  if (!T->Interrupting)
    T->Interrupting = T->Contexts.root();
  T->NextMade = AllThreads;
  AllThreads = T;
  return T;
}
} // namespace

pthread_mutex_t &threadsMutex() { return Mutex; }

Thread *adoptThread() {
  Lock Hold(Mutex);
  Thread *T = FreeThreads;
  if (T)
    FreeThreads = T->NextFree;
  else
    T = makeThread();
  if (!T)
    return nullptr;
  T->Nested = 0;
  Own = Current = T;
  noticeThreadEnd();
  return T;
}

void releaseThread() {
  Thread *T = Own;
  if (!T)
    return;
  Own = Current = nullptr;
  Lock Hold(Mutex);
  T->NextFree = FreeThreads;
  FreeThreads = T;
}

void releaseOtherThreads(Thread *Mine) {
  FreeThreads = nullptr;
  forEachThread([&](Thread &T) {
    if (&T == Mine)
      return;
    T.NextFree = FreeThreads;
    FreeThreads = &T;
  });
}

NodeEntry *resolveSlow(Thread &T, allocsites_record *Top) {
  AtWork Guard;
  // Up to a record that is resolved. A record that is not leaves its `node`
  // free, which for the time being points back down: no stack, no recursion,
  // however deep the program is.
  allocsites_record *Record = Top, *Below = nullptr;
  while (Record && Record->resolved_site != Record->site) {
    Record->node = Below;
    Below = Record;
    Record = Record->parent;
  }
  auto *Node =
      Record ? static_cast<NodeEntry *>(Record->node) : T.Contexts.root();
  while (Below) {
    allocsites_record *Next = static_cast<allocsites_record *>(Below->node);
    if (Node) {
      Ref Id = Below->site->id;
      if (!Id)
        Id = Sites.registerSite(*Below->site);
      Node = Id ? T.Contexts.child(Node, Id) : nullptr;
    }
    if (Node) {
      Below->node = Node;
      Below->resolved_site = Below->site;
    }
    Below = Next;
  }
  return Node;
}

NodeEntry *childOfNewSite(Thread &T, NodeEntry *Parent, allocsites_site *Site) {
  if (!Parent)
    return nullptr;
  ErrnoKeeper Keep;
  AtWork Guard;
  Ref Id = Site->id;
  if (!Id)
    Id = Sites.registerSite(*Site);
  return Id ? T.Contexts.child(Parent, Id) : nullptr;
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
  NodeEntry *Node = Site ? T.Contexts.child(T.Contexts.root(), Site) : nullptr;
  Last = {Start, Function, Generation, Node};
  return Node;
}

void forgetModules() {
  __atomic_fetch_add(&ModuleGeneration, 1, __ATOMIC_RELEASE);
}

} // namespace allocsites
