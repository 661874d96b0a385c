// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a thread needs to count: its tree, its clock, and whether it may.
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

/// So that the clock can be told from what else is in a shadow word.
inline constexpr uint64_t ClockStart = uint64_t(1) << 63;

/// One thread at a time has a state; it goes on with a later thread.
struct Thread {
  // What every allocation and free touches, in one line.

  /// Bytes allocated by the process as far as this thread knows: its own
  /// exactly, others' as of the last settle() (see Process.h). From ClockStart
  /// on.
  uint64_t Clock;
  /// The clock at which the process would have more in use than ever; grows
  /// with each free. Far away while other threads run or we are at the peak.
  uint64_t PeakAt;
  uint64_t SettleAt;     ///< on the clock
  uint64_t FreeSettleAt; ///< the same for PeakAt
  uint64_t AllocObjects; ///< allocations of this thread
  uint64_t FreeObjects;  ///< blocks freed by this thread
  /// Where contexts begin: the root, or a label below; LostPath without a tree.
  NodeEntry *Top;
  uint32_t TreeNumber; ///< 0 without a tree

  // The rest.
  Tree Contexts;
  /// Clock less bytes allocated by this thread, PeakAt less bytes freed by it.
  uint64_t ClockOffset, PeakOffset;
  struct {
    uint64_t AllocObjects, AllocSpace, FreeObjects, FreeSpace, Others;
  } Settled;
  /// Allocations that found no room in the profile, which are in none of the
  /// above.
  uint64_t LostObjects, LostSpace;
  /// Where allocations go that a signal handler makes while we are at work.
  LeafEntry *Interrupting;
  /// Depth of allocation functions that call one another; see NestedCall.
  uint32_t Nested;
  /// Depth of pauses that the user asked for, with Current null.
  uint32_t Paused;
  /// Labels that found no room and that will be popped.
  uint32_t LabelsMissing;
  /// LabelsMissing when the first of them was pushed that allows allocations;
  /// 0: none is missing. MissingForGood: it was the starter's.
  uint32_t AllowanceMissing;
  static constexpr uint32_t MissingForGood = UINT32_MAX;
  /// Frame of the outermost of them: one further out than has left it by a
  /// jump.
  const void *NestedFrame;
  /// The last module that allocated with no instrumented code on the stack.
  struct {
    const void *ModuleStart;
    const char *Function;
    uint64_t Generation;
    LeafEntry *Leaf;
  } LastOutside;
  /// Breaks a promise and has not been told of; see Contracts.h.
  LeafEntry *Breach;
  /// The same without room in the profile: where, if at no record; being told.
  const allocsites_site *LostAt;
  Thread *NextFree;
  Thread *NextMade;

  uint64_t allocSpace() const { return Clock - ClockOffset; }
  uint64_t freeSpace() const { return PeakAt - PeakOffset; }
  void setPeakAt(uint64_t To) {
    PeakOffset += To - PeakAt;
    PeakAt = To;
  }
  /// Time passes for which this thread did not allocate.
  void advanceClock(uint64_t By) {
    Clock += By;
    ClockOffset += By;
    setPeakAt(PeakAt + By);
  }
};

#define ALLOCSITES_TLS __thread __attribute__((tls_model("initial-exec")))
extern ALLOCSITES_HIDDEN ALLOCSITES_TLS Thread *Current;
/// The thread's state even when it is off the fast path; null: none yet.
extern ALLOCSITES_HIDDEN ALLOCSITES_TLS Thread *Own;

/// Gives this thread a state, taken over from an ended thread where there is
/// one, and sets Current and Own. Without room in the profile it has no tree.
/// Null without memory. Runtime up.
Thread *adoptThread();
/// Puts the state of the calling thread up for adoption.
void releaseThread();
/// After a fork, in the child: all other threads are gone. Nobody adopts the
/// states of those that were running, since a tree may have been half changed.
void forgetOtherThreads(Thread *Mine);
/// In a forked child: T has not allocated anything yet.
void restartThread(Thread &T);
/// Visits all states there ever were. While no other thread runs.
template <class Visit> void forEachThread(Visit V) {
  extern Thread *AllThreads;
  for (Thread *T = AllThreads; T; T = T->NextMade)
    V(*T);
}
/// Threads that have a state now.
extern ALLOCSITES_HIDDEN uint32_t ActiveThreads;
inline uint32_t activeThreads() {
  return __atomic_load_n(&ActiveThreads, __ATOMIC_RELAXED);
}

pthread_mutex_t &threadsMutex();

/// Marks that the runtime works on this thread: whatever allocates meanwhile is
/// a signal handler (or a callback of ours) and does not come back in here.
class AtWork {
public:
  AtWork() : T(Current) {
    Current = nullptr;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
  }
  ~AtWork() {
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    Current = T;
  }
  AtWork(const AtWork &) = delete;
  AtWork &operator=(const AtWork &) = delete;

private:
  Thread *T;
};

} // namespace allocsites

#endif
