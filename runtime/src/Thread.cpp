// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Thread states and their adoption by later threads.
#include "Thread.h"
#include "Context.h"
#include "Details.h"
#include "Process.h"
#include "Runtime.h"

namespace allocsites {

ALLOCSITES_TLS Thread *Current;
ALLOCSITES_TLS Thread *Own;
Thread *AllThreads;
uint32_t ActiveThreads;

namespace {
pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
Thread *FreeThreads;
uint32_t ThreadCount;

/// Sizes are not told apart there.
void prepareInterrupting(Thread &T) {
  if (isNowhere(T.Interrupting))
    return;
  T.Interrupting->minSize = 0;
  T.Interrupting->maxSize = UINT64_MAX;
}

Thread *makeThread() {
  auto *T = static_cast<Thread *>(arenaAllocate(sizeof(Thread)));
  if (!T)
    return nullptr;
  T->Clock = T->ClockOffset = ClockStart;
  Ref Site = Sites.outsideSite(nullptr, "signal handler");
  if (T->Contexts.init(File, ThreadCount + 1)) {
    T->TreeNumber = ++ThreadCount;
    T->Interrupting =
        Site ? T->Contexts.leaf(T->Contexts.root(), Site) : nullptr;
  }
  if (!T->Interrupting)
    T->Interrupting = &Lost;
  prepareInterrupting(*T);
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
  T->Nested = T->Paused = T->LabelsMissing = T->AllowanceMissing = 0;
  T->Top = T->Contexts.root() ? T->Contexts.root() : LostPath;
  T->LastOutside.Leaf = nullptr;
  T->SettleAt = T->Clock; // to learn what the others did
  __atomic_fetch_add(&ActiveThreads, 1u, __ATOMIC_RELAXED);
  Own = Current = T;
  noticeThreadEnd();
  return T;
}

void releaseThread() {
  Thread *T = Own;
  if (!T)
    return;
  Own = Current = nullptr;
  settle(*T);
  __atomic_fetch_sub(&ActiveThreads, 1u, __ATOMIC_RELAXED);
  Lock Hold(Mutex);
  T->NextFree = FreeThreads;
  FreeThreads = T;
}

void restartThread(Thread &T) {
  T.Clock = T.ClockOffset = ClockStart;
  T.PeakAt = T.PeakOffset = T.SettleAt = T.FreeSettleAt = 0;
  T.AllocObjects = T.FreeObjects = T.LostObjects = T.LostSpace = 0;
  T.Settled = {};
  prepareInterrupting(T);
}

void forgetOtherThreads(Thread *Mine) { ActiveThreads = Mine ? 1 : 0; }

} // namespace allocsites
