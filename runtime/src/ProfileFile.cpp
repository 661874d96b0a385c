// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Creates, maps and grows the profile file.
#include "ProfileFile.h"

#include <fcntl.h>
#include <initializer_list>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

namespace allocsites {

using format::ChunkAlign;

namespace {

constexpr const char *NotCreated =
    "cannot create the profile, this run is not recorded (set ALLOCSITES_FILE "
    "to a path that can be written)";
constexpr uint64_t FirstCapacity = uint64_t(64) << 10;
constexpr uint64_t LeastReserved = uint64_t(1) << 20;
// As in NewFile: what is lower may be a number that the program counts on.
constexpr int LeastDescriptor = 200;

uint64_t roundUp(uint64_t Bytes) {
  return (Bytes + ChunkAlign - 1) & ~(ChunkAlign - 1);
}

/// How much address space to try for first. Where the user limits it we take a
/// small part only.
uint64_t mostToReserve(uint64_t Most) {
  for (auto Resource : {RLIMIT_AS, RLIMIT_DATA}) {
    rlimit Limit;
    if (getrlimit(Resource, &Limit) == 0 && Limit.rlim_cur != RLIM_INFINITY)
      while (Most > LeastReserved && Most > Limit.rlim_cur / 64)
        Most /= 2;
  }
  return Most;
}

/// fallocate, or writing zeros where the file system has no such call.
int allocateInFile(int Descriptor, uint64_t From, uint64_t To) {
  while (fallocate(Descriptor, 0, off_t(From), off_t(To - From)) != 0) {
    if (errno == EINTR)
      continue;
    if (errno != EOPNOTSUPP && errno != ENOSYS)
      return errno;
    static const char Zeros[ChunkAlign] = {0};
    for (uint64_t At = From; At < To; At += sizeof Zeros)
      if (pwrite(Descriptor, Zeros, sizeof Zeros, off_t(At)) !=
          ssize_t(sizeof Zeros))
        return errno ? errno : ENOSPC;
    return 0;
  }
  return 0;
}

} // namespace

void ProfileFile::warnOnce(const char *Text, int Error) {
  if (Warned)
    return;
  Warned = true;
  static FixedText<4608> Detail; // under Mutex, or alone
  Detail.clear();
  Detail += Name;
  if (Error) {
    Detail += ": ";
    Detail += errorName(Error);
  }
  message(Text, Detail.text());
}

void ProfileFile::adoptNew() {
  HasName = false;
  strncpy(Name, New.path(), sizeof Name - 1);
  Descriptor = New.descriptor();
  struct stat Info;
  if (fstat(Descriptor, &Info) == 0) {
    Device = Info.st_dev;
    Inode = Info.st_ino;
  }
}

/// Where so few descriptors are allowed that ours would be one of the program's
/// first, we open the file by its name when it has to grow.
void ProfileFile::keepDescriptor() {
  if (HasName && Descriptor >= 0 && Descriptor < LeastDescriptor) {
    close(Descriptor);
    Descriptor = -1;
  }
}

/// Programs close descriptors that they do not know and reuse the numbers.
bool ProfileFile::ensureDescriptor() {
  struct stat Info;
  auto IsOurs = [&](int D) {
    return D >= 0 && fstat(D, &Info) == 0 && Info.st_dev == Device &&
           Info.st_ino == Inode;
  };
  if (IsOurs(Descriptor))
    return true;
  Descriptor = open(Name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  int Moved = Descriptor >= 0
                  ? fcntl(Descriptor, F_DUPFD_CLOEXEC, LeastDescriptor)
                  : -1;
  if (Moved >= 0) {
    close(Descriptor);
    Descriptor = Moved;
  }
  if (IsOurs(Descriptor))
    return true;
  if (Descriptor >= 0)
    close(Descriptor);
  Descriptor = -1;
  return false;
}

bool ProfileFile::growTo(uint64_t Size) {
  if (Size <= Capacity)
    return true;
  const char *Text =
      !HasName ? NotCreated
               : "the profile cannot grow, allocations on new paths are "
                 "counted as lost from here on";
  if (Base && Size > Reserved) {
    bool AsAsked = Reserved == LargestSize;
    if (AsAsked) {
      header().flags |= format::SizeLimit;
      Text = "the profile has reached its largest size (max_size in "
             "ALLOCSITES_OPTIONS), allocations on new paths are counted in "
             "totals only from here on";
    }
    warnOnce(Text, AsAsked ? 0 : EFBIG);
    return false;
  }
  if (!ensureDescriptor()) {
    warnOnce(Text, ENOENT);
    return false;
  }
  // Past the limit the kernel would send SIGXFSZ.
  rlimit Limit;
  uint64_t Most = Base ? Reserved : LargestSize;
  if (getrlimit(RLIMIT_FSIZE, &Limit) == 0 && Limit.rlim_cur < Most)
    Most = Limit.rlim_cur & ~(ChunkAlign - 1);
  uint64_t Wanted = roundUp(Size + Size / 8);
  int Error = EFBIG;
  for (uint64_t Try : {Wanted, Size}) {
    if (Try > Most)
      continue;
    Error = allocateInFile(Descriptor, Capacity, Try);
    if (Error == 0) {
      Capacity = Try;
      keepDescriptor();
      return true;
    }
  }
  keepDescriptor();
  warnOnce(Text, Error);
  return false;
}

/// Maps the file and its companions at Base, with as much address space as
/// there is.
bool ProfileFile::mapAll() {
  for (Reserved = mostToReserve(LargestSize); Reserved >= LeastReserved;
       Reserved /= 2) {
    size_t Companions = Reserved * CompanionScale;
    void *Memory = mmap(nullptr, Reserved + Companions, PROT_NONE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (Memory == MAP_FAILED)
      continue;
    char *Start = static_cast<char *>(Memory);
    if (mmap(Start, Reserved, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_FIXED | MAP_NORESERVE, Descriptor,
             0) != MAP_FAILED &&
        mprotect(Start + Reserved, Companions, PROT_READ | PROT_WRITE) == 0) {
      madvise(Start + Reserved, Companions, MADV_DONTDUMP);
      Base = Start;
      return true;
    }
    int Error = errno;
    munmap(Memory, Reserved + Companions);
    errno = Error;
    if (Error != ENOMEM)
      break;
  }
  return false;
}

void ProfileFile::fillHeader(uint64_t Flags) {
  timespec Now;
  clock_gettime(CLOCK_REALTIME, &Now);
  format::FileHeader &H = header();
  H.versionMajor = format::VersionMajor;
  H.versionMinor = format::VersionMinor;
  H.headerSize = ChunkAlign;
  H.pid = uint32_t(getpid());
  H.processStart = processStart(H.pid);
  H.committed = Committed;
  H.flags = Flags;
  H.startTimeNs = uint64_t(Now.tv_sec) * 1000000000u + uint64_t(Now.tv_nsec);
  H.lostObjects = H.lostSpace = 0;
  H.peakSpace = H.peakTimeNs = 0;
  H.peakEpoch = H.peakOpen = 0;
  // Last: from here on it is a profile.
  __atomic_thread_fence(__ATOMIC_RELEASE);
  memcpy(H.magic, format::Magic, sizeof H.magic);
}

bool ProfileFile::create(const char *Path, uint64_t HeaderFlags,
                         uint64_t MostBytes) {
  LargestSize = MostBytes;
  strncpy(Name, Path, sizeof Name - 1);
  if (!New.open(Path)) {
    warnOnce(NotCreated, errno);
    return false;
  }
  adoptNew();
  bool Good = growTo(FirstCapacity);
  if (Good && !mapAll()) {
    warnOnce("cannot map the profile, this run is not recorded", errno);
    Good = false;
  }
  if (Good) {
    Committed = ChunkAlign;
    fillHeader(HeaderFlags);
    Good = New.publish();
    if (!Good) {
      warnOnce(NotCreated, errno);
      munmap(Base, Reserved * (1 + CompanionScale));
      Base = nullptr;
    }
  }
  if (!Good) {
    New.discard();
    return false;
  }
  strncpy(Name, New.path(), sizeof Name - 1);
  HasName = true;
  keepDescriptor();
  return true;
}

void ProfileFile::rehome(const char *Path) {
  if (!Base)
    return;
  // Our copy of the descriptor; the file stays the parent's.
  if (ensureDescriptor())
    close(Descriptor);
  Descriptor = -1;
  Warned = false;
  uint64_t Wanted = Capacity;
  Capacity = 0;
  strncpy(Name, Path, sizeof Name - 1);
  bool Good = New.open(Path);
  if (Good) {
    adoptNew();
    Good = growTo(Wanted);
  }
  // Not the header: until its own is there the file is no profile.
  for (uint64_t At = ChunkAlign; Good && At < Committed;) {
    ssize_t Written = pwrite(Descriptor, Base + At, Committed - At, off_t(At));
    if (Written <= 0)
      Good = false;
    else
      At += uint64_t(Written);
  }
  uint64_t Flags = header().flags | format::ForkedChild;
  if (Good &&
      mmap(Base, Reserved, PROT_READ | PROT_WRITE,
           MAP_SHARED | MAP_FIXED | MAP_NORESERVE, Descriptor, 0) == MAP_FAILED)
    Good = false;
  if (Good) {
    fillHeader(Flags);
    Good = New.publish();
  }
  if (!Good) {
    warnOnce("cannot write a profile for a forked child", errno);
    New.discard();
    Descriptor = -1;
    // Counters must never reach the parent's file.
    mmap(Base, Reserved, PROT_READ | PROT_WRITE,
         MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    Base = nullptr;
    return;
  }
  strncpy(Name, New.path(), sizeof Name - 1);
  HasName = true;
  keepDescriptor();
}

format::ChunkHeader *ProfileFile::addChunk(format::ChunkType Type,
                                           uint64_t Bytes, uint32_t Tree) {
  if (isFull())
    return nullptr;
  NoCancel Guard;
  Lock Hold(Mutex);
  if (!Base)
    return nullptr;
  uint64_t Size = roundUp(Bytes + sizeof(format::ChunkHeader));
  if (!growTo(Committed + Size)) {
    __atomic_store_n(&Full, true, __ATOMIC_RELAXED);
    return nullptr;
  }
  auto *Chunk = reinterpret_cast<format::ChunkHeader *>(Base + Committed);
  Chunk->type = Type;
  Chunk->size = Size;
  Chunk->used = sizeof(format::ChunkHeader);
  Chunk->tree = Tree;
  __atomic_thread_fence(__ATOMIC_RELEASE);
  Chunk->magic = format::ChunkMagic;
  Committed += Size;
  __atomic_store_n(&header().committed, Committed, __ATOMIC_RELEASE);
  return Chunk;
}

void ProfileFile::countLost(uint64_t Bytes) {
  if (!Base)
    return;
  __atomic_fetch_add(&header().lostObjects, 1, __ATOMIC_RELAXED);
  __atomic_fetch_add(&header().lostSpace, Bytes, __ATOMIC_RELAXED);
}

void ProfileFile::finish() {
  NoCancel Guard;
  Lock Hold(Mutex);
  if (!Base)
    return;
  struct stat Info;
  if (ensureDescriptor()) {
    if (Capacity > Committed && ftruncate(Descriptor, off_t(Committed)) == 0)
      Capacity = Committed;
    if (fstat(Descriptor, &Info) != 0 || Info.st_nlink > 0)
      return;
  } else if (lstat(Name, &Info) == 0) {
    return;
  }
  message("the profile was deleted while the program ran", Name);
}

void *Appender::reserve(uint64_t Bytes) {
  if (!Chunk || Used + Bytes > Chunk->size) {
    uint64_t Payload = Bytes > PayloadBytes ? Bytes : PayloadBytes;
    format::ChunkHeader *Fresh = File->addChunk(Type, Payload, Tree);
    if (!Fresh)
      return nullptr;
    Chunk = Fresh;
    Used = Chunk->used;
  }
  Pending = Bytes;
  return reinterpret_cast<char *>(Chunk) + Used;
}

void Appender::publish() {
  Used += Pending;
  Pending = 0;
  __atomic_store_n(&Chunk->used, Used, __ATOMIC_RELEASE);
}

void Appender::rewind() {
  if (!Chunk)
    return;
  // The parent may have written behind our end since the fork.
  memset(reinterpret_cast<char *>(Chunk) + Used, 0, Chunk->size - Used);
  Chunk->used = Used;
  Pending = 0;
}

} // namespace allocsites
