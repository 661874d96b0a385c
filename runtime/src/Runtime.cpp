// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Start, fork and end.
#include "Runtime.h"
#include "Context.h"
#include "Contracts.h"
#include "Details.h"
#include "Environment.h"
#include "FilePattern.h"
#include "Labels.h"
#include "Modules.h"
#include "Process.h"
#include "Real.h"
#include "Redirect.h"
#include "SanitizerHooks.h"
#include "Shadow.h"

#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

ALLOCSITES_EXPORT ALLOCSITES_TLS allocsites_record *__allocsites_top = nullptr;
ALLOCSITES_EXPORT const char __allocsites_abi_2 = 1;
ALLOCSITES_EXPORT bool __allocsites_api_active();

namespace allocsites {

ProfileFile File;
Registry Sites;
bool Off;

namespace {

/// Atomic builtins want an integer.
namespace State {
enum : int { Down, Starting, Up, Off };
}
int Now = State::Down;
bool ForkPending;
pthread_mutex_t ForkMutex = PTHREAD_MUTEX_INITIALIZER;
PathText Path; ///< of start and fork; static, since stacks may be small
/// This thread is between states: a signal handler that allocates now must not
/// wait for what this thread itself holds.
ALLOCSITES_TLS bool Entering;
/// The C library's fork, with our handlers, may come by our _Fork.
ALLOCSITES_TLS bool Forking;
Thread *ForkingThread;
pthread_key_t ThreadEnd;
bool HaveThreadEnd;

struct Process {
  char Program[4096];
  char Directory[4096];
  char Command[4096];
  char Pattern[4096];
  char OptionText[4096];
  char FromKernel[4096];
  utsname System;
};
/// Facts read once; the program may change directory or its environment later.
Process *Facts;

void readCommand(char *To, size_t Capacity) {
  int D = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
  ssize_t Length = D >= 0 ? read(D, To, Capacity - 1) : 0;
  if (D >= 0)
    close(D);
  // Arguments end with a NUL each.
  for (ssize_t I = 0; I + 1 < Length; ++I)
    if (!To[I])
      To[I] = ' ';
}

void readFacts() {
  ssize_t Length =
      readlink("/proc/self/exe", Facts->Program, sizeof Facts->Program - 1);
  if (Length <= 0)
    strcpy(Facts->Program, "program");
  setProgramPath(Facts->Program);
  if (!getcwd(Facts->Directory, sizeof Facts->Directory))
    strcpy(Facts->Directory, "");
  readCommand(Facts->Command, sizeof Facts->Command);
  uname(&Facts->System);
  const char *Pattern = environmentVariable(
      "ALLOCSITES_FILE", Facts->FromKernel, sizeof Facts->FromKernel);
  strncpy(Facts->Pattern, Pattern && *Pattern ? Pattern : DefaultFilePattern,
          sizeof Facts->Pattern - 1);
}

/// In a forked child a name without %p would be the parent's: it gets one.
bool profilePath(bool ForkedChild) {
  const char *Slash = strrchr(Facts->Program, '/');
  timespec Time;
  clock_gettime(CLOCK_REALTIME, &Time);
  PatternValues Values = {Slash ? Slash + 1 : Facts->Program,
                          Facts->System.nodename, uint64_t(getpid()),
                          uint64_t(Time.tv_sec), Facts->Directory};
  if (!expandPattern(Facts->Pattern, Values, Path))
    return false;
  if (ForkedChild && !strstr(Facts->Pattern, "%p")) {
    Path += '.';
    Path += Values.Pid;
  }
  return !Path.full();
}

/// Facts of the run that a reader may want to show.
void writeMeta(const char *OptionText) {
  FixedText<32> Parent;
  Parent += uint64_t(getppid());
  Sites.addMeta("exe", Facts->Program);
  Sites.addMeta("command", Facts->Command);
  Sites.addMeta("directory", Facts->Directory);
  Sites.addMeta("host", Facts->System.nodename);
  Sites.addMeta("options", OptionText ? OptionText : "");
  Sites.addMeta("runtime_version", ALLOCSITES_VERSION);
  Sites.addMeta("parent_pid", Parent.text());
}

void onThreadEnd(void *) { releaseThread(); }

/// In the order in which they are taken.
template <class Visit> bool forAllLocks(Visit V) {
  return V(ForkMutex) && V(threadsMutex()) && V(Sites.mutex()) &&
         V(File.mutex());
}
void lockAll() {
  Entering = Forking = true;
  forAllLocks([](pthread_mutex_t &M) { return !pthread_mutex_lock(&M); });
}
void unlockAll() {
  forAllLocks([](pthread_mutex_t &M) { return !pthread_mutex_unlock(&M); });
  Entering = Forking = false;
}
void afterForkInChild() {
  unlockAll();
  // The mapping is still the parent's. Most children run another program at
  // once: a file of our own waits for the first event.
  ForkPending = true;
  if (Own)
    ForkingThread = Own;
  Own = Current = nullptr;
}

template <class Entry, class Visit>
void forEachEntry(format::ChunkType Type, Visit V) {
  File.forEachChunk(File.header().committed, [&](format::ChunkHeader &Chunk) {
    if (Chunk.type != Type)
      return;
    auto *E = reinterpret_cast<Entry *>(&Chunk + 1);
    auto *End = reinterpret_cast<Entry *>(reinterpret_cast<char *>(&Chunk) +
                                          Chunk.used);
    for (; E < End; ++E)
      V(*E);
  });
}

/// Whoever comes first in the child does this for all its threads.
void followFork() {
  NoCancel Guard;
  Lock Hold(ForkMutex);
  if (!ForkPending)
    return;
  // Blocks inherited from the parent are not ours to count.
  LiveBlocks.clear();
  if (profilePath(true))
    File.rehome(Path.text());
  if (!File.isOpen()) {
    __atomic_store_n(&Now, State::Off, __ATOMIC_RELEASE);
    __atomic_store_n(&ForkPending, false, __ATOMIC_RELEASE);
    __atomic_store_n(&Off, true, __ATOMIC_RELAXED);
    return;
  }
  Sites.rewind();
  restartProcess();
  forEachThread([](Thread &T) { T.Contexts.rewind(); });
  // The parent may have gone on before the copy was made: what it knows may not
  // be here.
  forEachEntry<NodeEntry>(format::ChunkType::Nodes,
                          [](NodeEntry &Node) { Node.leaf = 0; });
  forEachEntry<LeafEntry>(format::ChunkType::Leaves,
                          [](LeafEntry &Leaf) { restart(Leaf, 0); });
  forEachThread([](Thread &T) { restartThread(T); });
  // This thread keeps its tree: the records on its stack point into it.
  Thread *Mine = ForkingThread;
  ForkingThread = nullptr;
  forgetOtherThreads(Mine);
  if (Mine) {
    Mine->Nested = 0;
    Own = Current = Mine;
    noticeThreadEnd();
  }
  __atomic_store_n(&ForkPending, false, __ATOMIC_RELEASE);
}

bool startUp() {
  ErrnoKeeper Keep;
  NoCancel Guard;
  real::resolve();
  // A set-user-id program takes no orders from its environment.
  if (getauxval(AT_SECURE))
    return false;
  Facts = static_cast<Process *>(mapPrivate(sizeof *Facts));
  if (!Facts)
    return false;
  const char *OptionText = environmentVariable(
      "ALLOCSITES_OPTIONS", Facts->OptionText, sizeof Facts->OptionText);
  Options O = parseOptions(OptionText, warnOfBadOption);
  if (!O.enabled) {
    unmapPrivate(Facts, sizeof *Facts);
    return false;
  }
  rememberStandardError();
  readFacts();
  if (!profilePath(false)) {
    message("ALLOCSITES_FILE gives a name that is too long, this run is not "
            "recorded");
    return false;
  }
  uint64_t Flags = O.recursion ? format::FullRecursion : 0;
  if (!File.create(Path.text(), Flags, uint64_t(O.max_size) << 20))
    return false;
  if (O.live) {
    if (LiveBlocks.init())
      Flags |= format::LiveTracking;
    else
      message("not enough address space to follow live objects; counting "
              "allocations only");
  }
  Base = {File.base(), File.toCompanion(), !O.recursion};
  initContexts();
  ThreadStarts = O.thread_starts;
  ThreadNames = O.thread_names;
  Breaches = OnBreach(O.contracts);
  bool Live = Flags & format::LiveTracking;
  Recorded.Sizes = O.sizes;
  Recorded.Lifetimes = Live && O.lifetimes;
  Recorded.BirthFrom = !Recorded.Lifetimes ? SIZE_MAX
                       : real::RoomyBlocks ? 0
                                           : AnyBirthFrom;
  if (Recorded.Sizes)
    Flags |= format::SizeTracking;
  if (Recorded.Lifetimes)
    Flags |= format::LifetimeTracking;
  if (Live && O.peak)
    Flags |= format::PeakTracking;
  File.header().flags = Flags;
  Sites.init(File);
  startProcess(Live && O.peak);
  writeMeta(OptionText);
  HaveThreadEnd = pthread_key_create(&ThreadEnd, onThreadEnd) == 0;
  pthread_atfork(lockAll, unlockAll, afterForkInChild);
  if (real::InFrontOfUs && !installSanitizerHooks() && !real::frontCallsUs()) {
    redirectModules();
    if (real::programHasFree())
      File.header().flags |= format::UnseenFrees;
  }
  if (real::LoadedLate)
    File.header().flags |= format::LoadedLate;
  if (O.verbose)
    message("profile", Path.text());
  // Who started the program by `allocsites run` reads this; others may not want
  // a line on standard error.
  char RunId[64];
  if (real::LoadedLate &&
      environmentVariable("ALLOCSITES_RUN_ID", RunId, sizeof RunId))
    message(
        "the program loaded an instrumented library while it ran: what it "
        "allocated before is not counted (LD_PRELOAD liballocsites_rt.so to "
        "see that too)");
  return true;
}

} // namespace

void forkedWithoutHandlers() {
  if (Forking || __atomic_load_n(&Now, __ATOMIC_ACQUIRE) != State::Up)
    return;
  if (forAllLocks(
          [](pthread_mutex_t &M) { return !pthread_mutex_trylock(&M); }))
    return afterForkInChild();
  Own = Current = nullptr;
  __atomic_store_n(&Now, State::Off, __ATOMIC_RELEASE);
}

void noticeThreadEnd() {
  if (HaveThreadEnd)
    pthread_setspecific(ThreadEnd, Own);
}

Thread *enter(const void *Frame) {
  int S = __atomic_load_n(&Now, __ATOMIC_ACQUIRE);
  if (ALLOCSITES_UNLIKELY(S == State::Down)) {
    if (real::resolving())
      return nullptr;
    int Expected = State::Down;
    if (__atomic_compare_exchange_n(&Now, &Expected, State::Starting, false,
                                    __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
      bool Up = startUp();
      __atomic_store_n(&Off, !Up, __ATOMIC_RELAXED);
      S = Up ? int(State::Up) : int(State::Off);
      __atomic_store_n(&Now, S, __ATOMIC_RELEASE);
    } else {
      S = Expected;
    }
  }
  if (S != State::Up)
    return nullptr; // an allocation of our own start, or switched off
  if (Thread *T = Current)
    return T;
  if (Thread *T = Own) {
    if (T->Paused)
      return nullptr;
    // A jump or an exception may have left the nested call.
    if (T->Nested && Frame > T->NestedFrame) {
      T->Nested = 0;
      Current = T;
      return T;
    }
    return nullptr;
  }
  if (Entering)
    return nullptr;
  ErrnoKeeper Keep;
  Entering = true;
  if (ALLOCSITES_UNLIKELY(__atomic_load_n(&ForkPending, __ATOMIC_ACQUIRE)))
    followFork();
  Thread *T = Current;
  if (!T && __atomic_load_n(&Now, __ATOMIC_ACQUIRE) == State::Up)
    T = adoptThread();
  if (T && ThreadNames)
    nameThread(*T);
  Entering = false;
  return T;
}

namespace {
// A program that asks us refers to us weakly, which links nothing of an
// archive.
__attribute__((used)) auto *const Interface = &__allocsites_api_active;

__attribute__((constructor(101))) void atLoad() {
  enter(__builtin_frame_address(0));
}
__attribute__((destructor(101))) void atExit() {
  if (__atomic_load_n(&Now, __ATOMIC_ACQUIRE) == State::Up && !ForkPending) {
    endProcess();
    File.finish();
  }
}
} // namespace

} // namespace allocsites
