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

constexpr uint64_t FirstCapacity = uint64_t(64) << 10;
// A Ref reaches 32 GiB.
constexpr uint64_t MostReserved = uint64_t(32) << 30;
constexpr uint64_t LeastReserved = uint64_t(16) << 20;

uint64_t roundUp(uint64_t Bytes) {
  return (Bytes + ChunkAlign - 1) & ~(ChunkAlign - 1);
}

/// Address space for the file and its companion, or null. Where the user
/// limits address space we take a small part of it only.
char *reserveAddresses(uint64_t &Each) {
  Each = MostReserved;
  rlimit Limit;
  if (getrlimit(RLIMIT_AS, &Limit) == 0 && Limit.rlim_cur != RLIM_INFINITY)
    while (Each > LeastReserved && Each > Limit.rlim_cur / 32)
      Each /= 2;
  for (; Each >= LeastReserved; Each /= 2) {
    void *Memory = mmap(nullptr, Each * 2, PROT_NONE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (Memory != MAP_FAILED)
      return static_cast<char *>(Memory);
  }
  return nullptr;
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

/// The lowest descriptor numbers stay what the program expects them to be.
int moveOutOfTheWay(int Descriptor) {
  int Moved = fcntl(Descriptor, F_DUPFD_CLOEXEC, 800);
  if (Moved < 0)
    Moved = fcntl(Descriptor, F_DUPFD_CLOEXEC, 200);
  if (Moved < 0)
    return Descriptor;
  close(Descriptor);
  return Moved;
}

} // namespace

void ProfileFile::warnOnce(const char *Text, int Error) {
  if (Warned)
    return;
  Warned = true;
  FixedText<4608> Detail;
  Detail += Name;
  Detail += ": ";
  Detail += errorName(Error);
  message(Text, Detail.text());
}

/// Opens a new file of that name; sets Descriptor, Device and Inode.
bool ProfileFile::openNew(const char *Path) {
  strncpy(Name, Path, sizeof Name - 1);
  constexpr int Flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
  int D = open(Path, Flags, 0600);
  struct stat Info;
  if (D < 0 && errno == EEXIST && lstat(Path, &Info) == 0 &&
      S_ISREG(Info.st_mode) && unlink(Path) == 0)
    D = open(Path, Flags, 0600);
  if (D >= 0)
    D = moveOutOfTheWay(D);
  if (D < 0 || fstat(D, &Info) != 0) {
    warnOnce("cannot create the profile, this run is not recorded (set "
             "ALLOCSITES_FILE to a path that can be written)",
             errno);
    return false;
  }
  Descriptor = D;
  Device = Info.st_dev;
  Inode = Info.st_ino;
  return true;
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
  if (Descriptor >= 0)
    Descriptor = moveOutOfTheWay(Descriptor);
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
  const char *Text = "the profile cannot grow, allocations on new paths are "
                     "counted as lost from here on";
  if (Size > Reserved) {
    warnOnce(Text, EFBIG);
    return false;
  }
  if (!ensureDescriptor()) {
    warnOnce(Text, ENOENT);
    return false;
  }
  // Past the limit the kernel would send SIGXFSZ.
  rlimit Limit;
  uint64_t Most = Reserved;
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
      return true;
    }
  }
  warnOnce(Text, Error);
  return false;
}

bool ProfileFile::create(const char *Path, uint64_t HeaderFlags) {
  if (!openNew(Path))
    return false;
  char *Memory = reserveAddresses(Reserved);
  if (!Memory) {
    warnOnce("cannot map the profile, this run is not recorded", ENOMEM);
    close(Descriptor);
    unlink(Path);
    return false;
  }
  bool Good = growTo(FirstCapacity);
  if (Good &&
      (mmap(Memory, Reserved, PROT_READ | PROT_WRITE,
            MAP_SHARED | MAP_FIXED | MAP_NORESERVE, Descriptor,
            0) == MAP_FAILED ||
       mprotect(Memory + Reserved, Reserved, PROT_READ | PROT_WRITE) != 0)) {
    warnOnce("cannot map the profile, this run is not recorded", errno);
    Good = false;
  }
  if (!Good) {
    munmap(Memory, Reserved * 2);
    close(Descriptor);
    unlink(Path);
    return false;
  }
  madvise(Memory + Reserved, Reserved, MADV_DONTDUMP);
  Base = Memory;
  Committed = ChunkAlign;
  timespec Now;
  clock_gettime(CLOCK_REALTIME, &Now);
  format::FileHeader &H = header();
  H.versionMajor = format::VersionMajor;
  H.versionMinor = format::VersionMinor;
  H.headerSize = ChunkAlign;
  H.pid = uint32_t(getpid());
  H.committed = Committed;
  H.flags = HeaderFlags;
  H.startTimeNs = uint64_t(Now.tv_sec) * 1000000000u + uint64_t(Now.tv_nsec);
  // Last: from here on it is a profile.
  __atomic_thread_fence(__ATOMIC_RELEASE);
  memcpy(H.magic, format::Magic, sizeof H.magic);
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
  bool Good = openNew(Path) && growTo(Wanted);
  for (uint64_t At = 0; Good && At < Committed;) {
    ssize_t Written = pwrite(Descriptor, Base + At, Committed - At, off_t(At));
    if (Written <= 0)
      Good = false;
    else
      At += uint64_t(Written);
  }
  if (Good &&
      mmap(Base, Reserved, PROT_READ | PROT_WRITE,
           MAP_SHARED | MAP_FIXED | MAP_NORESERVE, Descriptor, 0) == MAP_FAILED)
    Good = false;
  if (!Good) {
    if (Descriptor >= 0) {
      warnOnce("cannot write a profile for a forked child", errno);
      close(Descriptor);
      unlink(Path);
      Descriptor = -1;
    }
    // Counters must never reach the parent's file.
    mmap(Base, Reserved, PROT_READ | PROT_WRITE,
         MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    Base = nullptr;
    return;
  }
  timespec Now;
  clock_gettime(CLOCK_REALTIME, &Now);
  format::FileHeader &H = header();
  H.pid = uint32_t(getpid());
  H.committed = Committed;
  H.flags |= format::ForkedChild;
  H.startTimeNs = uint64_t(Now.tv_sec) * 1000000000u + uint64_t(Now.tv_nsec);
  H.lostObjects = H.lostSpace = 0;
}

format::ChunkHeader *ProfileFile::addChunk(format::ChunkType Type,
                                           uint64_t Bytes, uint32_t Tree) {
  Lock Hold(Mutex);
  if (!Base)
    return nullptr;
  uint64_t Size = roundUp(Bytes + sizeof(format::ChunkHeader));
  if (!growTo(Committed + Size))
    return nullptr;
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

void ProfileFile::trim() {
  Lock Hold(Mutex);
  if (Base && Capacity > Committed && ensureDescriptor() &&
      ftruncate(Descriptor, off_t(Committed)) == 0)
    Capacity = Committed;
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
