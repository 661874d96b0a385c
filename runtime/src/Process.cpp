// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Totals, peak and timeline. All state is behind one lock that nobody waits
// for: who does not get it comes again at the next event.
#include "Process.h"
#include "Contracts.h"
#include "Runtime.h"

#include <sys/single_threaded.h>
#include <time.h>

namespace allocsites {

PeakEpochs Epochs;

namespace {

/// Added to a clock that will never get there.
constexpr uint64_t Never = uint64_t(1) << 62; // ClockStart + Never fits

struct Process {
  uint32_t Locked;
  bool TrackPeak;
  uint64_t AllocObjects, AllocSpace, FreeObjects, FreeSpace;
  uint64_t PeakSpace;
  uint64_t StartNs;
  uint64_t NextSampleNs, IntervalNs;
  uint64_t TimedPeak; ///< PeakSpace when its time was last taken
  format::ChunkHeader *Timeline;
};
Process P;

/// The interval before the timeline has ever been full.
constexpr uint64_t FirstIntervalNs = 1000000;

class TryLock {
public:
  TryLock() {
    // Without other threads, also such as have no state, only a signal handler
    // could come between, and it is through before we go on.
    if (__libc_single_threaded) {
      Held = !P.Locked;
      P.Locked = 1;
    } else {
      Held = !__atomic_exchange_n(&P.Locked, 1u, __ATOMIC_ACQUIRE);
    }
  }
  ~TryLock() {
    if (Held)
      __atomic_store_n(&P.Locked, 0u, __ATOMIC_RELEASE);
  }
  TryLock(const TryLock &) = delete;
  TryLock &operator=(const TryLock &) = delete;
  explicit operator bool() const { return Held; }

private:
  bool Held;
};

uint64_t nowNs() {
  timespec Time;
  clock_gettime(CLOCK_MONOTONIC, &Time);
  return uint64_t(Time.tv_sec) * 1000000000u + uint64_t(Time.tv_nsec);
}

bool alone() { return activeThreads() <= 1; }

/// Epochs::Free if any free closes the peak: no node's.
constexpr uint32_t AnyFree = UINT32_MAX;

void setEpoch(uint32_t Epoch, bool Open, bool AnyFreeCloses) {
  format::FileHeader &H = File.header();
  // A reader takes what is in use for the peak while either is unsure.
  if (Open)
    __atomic_store_n(&H.peakOpen, 1u, __ATOMIC_RELEASE);
  __atomic_store_n(&H.peakEpoch, Epoch, __ATOMIC_RELEASE);
  if (!Open)
    __atomic_store_n(&H.peakOpen, 0u, __ATOMIC_RELEASE);
  __atomic_store_n(&Epochs.Alloc, uint64_t(Epoch) << 32, __ATOMIC_RELAXED);
  __atomic_store_n(&Epochs.Free, AnyFreeCloses ? AnyFree : Epoch,
                   __ATOMIC_RELAXED);
}

void settleTotals(Thread &T) {
  auto &S = T.Settled;
  uint64_t Space = T.allocSpace(), Freed = T.freeSpace();
  P.AllocObjects += T.AllocObjects - S.AllocObjects;
  P.AllocSpace += Space - S.AllocSpace;
  P.FreeObjects += T.FreeObjects - S.FreeObjects;
  P.FreeSpace += Freed - S.FreeSpace;
  uint64_t Others = P.AllocSpace - Space;
  uint64_t Passed = Others - S.Others;
  S = {T.AllocObjects, Space, T.FreeObjects, Freed, Others};
  T.advanceClock(Passed);
}

uint64_t inUse() { return P.AllocSpace - P.FreeSpace; }
/// What settleTotals would add to it.
uint64_t unsettled(const Thread &T) {
  return (T.allocSpace() - T.Settled.AllocSpace) -
         (T.freeSpace() - T.Settled.FreeSpace);
}

/// The process has more in use than ever: P.PeakSpace is kept up to date when
/// that ends. A thread that is alone ends it at its next free.
void openPeak(Thread &T, bool Alone) {
  format::FileHeader &H = File.header();
  setEpoch(H.peakOpen ? H.peakEpoch : H.peakEpoch + 1, true, Alone);
  T.setPeakAt(T.Clock + Never);
}

void closePeak(uint64_t Space) {
  format::FileHeader &H = File.header();
  P.PeakSpace = Space;
  H.peakSpace = Space;
  if (Space - P.TimedPeak >= SettleBytes || !H.peakTimeNs) {
    ErrnoKeeper Keep;
    P.TimedPeak = Space;
    H.peakTimeNs = nowNs() - P.StartNs;
  }
  setEpoch(H.peakEpoch + 1, false, false);
}

/// After settleTotals.
void settlePeak(Thread &T, bool Alone) {
  uint64_t Now = inUse();
  bool Open = File.header().peakOpen;
  if (Now > P.PeakSpace) {
    P.PeakSpace = Now;
    File.header().peakSpace = Now;
    openPeak(T, Alone);
  } else if (Open && Now < P.PeakSpace) {
    closePeak(P.PeakSpace);
    Open = false;
  }
  if (Alone && !File.header().peakOpen)
    T.setPeakAt(T.Clock + (P.PeakSpace - Now));
  else
    T.setPeakAt(T.Clock + Never);
}

void dropEverySecond() {
  auto *Entries = reinterpret_cast<format::TimelineEntry *>(P.Timeline + 1);
  // The last one stays the last: what a reader sees meanwhile is sorted but for
  // doubles.
  for (uint32_t I = 0; I < format::TimelineLength / 2; ++I)
    Entries[I] = Entries[2 * I + 1];
  __atomic_store_n(&P.Timeline->used,
                   sizeof(format::ChunkHeader) +
                       sizeof(format::TimelineEntry) *
                           (format::TimelineLength / 2),
                   __ATOMIC_RELEASE);
  P.IntervalNs *= 2;
}

void sample(uint64_t Ns) {
  if (!P.Timeline)
    return;
  constexpr uint64_t Full =
      sizeof(format::ChunkHeader) +
      sizeof(format::TimelineEntry) * format::TimelineLength;
  if (P.Timeline->used == Full)
    dropEverySecond();
  uint64_t Used = P.Timeline->used;
  *reinterpret_cast<format::TimelineEntry *>(
      reinterpret_cast<char *>(P.Timeline) + Used) = {
      Ns - P.StartNs, P.AllocObjects, P.AllocSpace, P.FreeObjects, P.FreeSpace};
  __atomic_store_n(&P.Timeline->used, Used + sizeof(format::TimelineEntry),
                   __ATOMIC_RELEASE);
  P.NextSampleNs = Ns + P.IntervalNs;
}

} // namespace

void startProcess(bool TrackPeak) {
  P.TrackPeak = TrackPeak;
  P.Timeline =
      File.addChunk(format::ChunkType::Timeline,
                    sizeof(format::TimelineEntry) * format::TimelineLength, 0);
  P.IntervalNs = FirstIntervalNs;
  P.StartNs = nowNs();
  P.NextSampleNs = P.StartNs;
}

void restartProcess() {
  format::ChunkHeader *Timeline = P.Timeline;
  bool TrackPeak = P.TrackPeak;
  P = {};
  P.TrackPeak = TrackPeak;
  P.Timeline = Timeline;
  if (Timeline)
    Timeline->used = sizeof(format::ChunkHeader);
  P.IntervalNs = FirstIntervalNs;
  P.StartNs = nowNs();
  P.NextSampleNs = P.StartNs;
  Epochs = {};
}

ALLOCSITES_SPARING void settle(Thread &T) {
  if (ALLOCSITES_UNLIKELY(T.Breach))
    tellBreach(T);
  AtWork Guard;
  TryLock Lock;
  if (!Lock)
    return;
  ErrnoKeeper Keep;
  settleTotals(T);
  bool Alone = alone();
  if (P.TrackPeak)
    settlePeak(T, Alone);
  T.SettleAt = T.Clock + SettleBytes;
  T.FreeSettleAt = Alone ? UINT64_MAX : T.PeakAt + SettleBytes;
  uint64_t Ns = nowNs();
  if (Ns >= P.NextSampleNs)
    sample(Ns);
}

ALLOCSITES_SPARING void passPeak(Thread &T) {
  AtWork Guard;
  TryLock Lock;
  if (!Lock)
    return;
  if (!P.TrackPeak || !alone())
    T.setPeakAt(T.Clock + Never);
  else
    openPeak(T, true);
}

ALLOCSITES_SPARING void keepPeak(Thread &T, LeafEntry *Leaf, bool Freeing) {
  AtWork Guard;
  format::FileHeader &H = File.header();
  if (Freeing && __atomic_load_n(&Epochs.Free, __ATOMIC_RELAXED) == AnyFree) {
    TryLock Lock;
    if (!Lock)
      return;
    if (alone()) {
      closePeak(inUse() + unsettled(T));
      T.setPeakAt(T.Clock);
    } else {
      // Another thread has come: from now on peaks end when someone settles.
      setEpoch(H.peakEpoch, true, false);
      T.FreeSettleAt = 0;
    }
  }
  uint32_t Epoch = __atomic_load_n(&H.peakEpoch, __ATOMIC_ACQUIRE);
  if (Leaf->peakEpoch == Epoch)
    return;
  if (!H.peakOpen) {
    Leaf->peakObjects =
        Leaf->allocObjects - Leaf->freeObjects -
        __atomic_load_n(&Leaf->remoteFreeObjects, __ATOMIC_RELAXED);
    Leaf->peakSpace = Leaf->allocSpace - Leaf->freeSpace -
                      __atomic_load_n(&Leaf->remoteFreeSpace, __ATOMIC_RELAXED);
  }
  __atomic_store_n(&Leaf->peakEpoch, Epoch, __ATOMIC_RELEASE);
}

void settleFree(uint64_t Size) {
  TryLock Lock;
  if (!Lock)
    return;
  ++P.FreeObjects;
  P.FreeSpace += Size;
}

void endProcess() {
  if (Thread *T = Own)
    settle(*T);
  TryLock Lock;
  if (Lock)
    sample(nowNs());
}

} // namespace allocsites
