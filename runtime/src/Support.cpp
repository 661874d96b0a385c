// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Private memory and messages.
#include "Support.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace allocsites {

void *mapPrivate(size_t Bytes) {
  void *Memory = mmap(nullptr, Bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (Memory == MAP_FAILED)
    return nullptr;
  madvise(Memory, Bytes, MADV_DONTDUMP);
  return Memory;
}

void unmapPrivate(void *Memory, size_t Bytes) {
  if (Memory)
    munmap(Memory, Bytes);
}

void *arenaAllocate(size_t Bytes) {
  static pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
  static char *Next, *End;
  constexpr size_t BlockBytes = size_t(64) << 10;
  Bytes = (Bytes + 63) & ~size_t(63);
  if (Bytes > BlockBytes)
    return mapPrivate(Bytes);
  Lock Hold(Mutex);
  if (size_t(End - Next) < Bytes) {
    Next = static_cast<char *>(mapPrivate(BlockBytes));
    End = Next ? Next + BlockBytes : nullptr;
    if (!Next)
      return nullptr;
  }
  void *Result = Next;
  Next += Bytes;
  return Result;
}

namespace {
struct stat AtStart;
bool StandardErrorIsKnown, StandardErrorWasThere;
bool mayWriteMessages() {
  if (!StandardErrorIsKnown)
    return true;
  struct stat Now;
  return StandardErrorWasThere && fstat(STDERR_FILENO, &Now) == 0 &&
         Now.st_dev == AtStart.st_dev && Now.st_ino == AtStart.st_ino;
}
} // namespace

void rememberStandardError() {
  StandardErrorWasThere = fstat(STDERR_FILENO, &AtStart) == 0;
  StandardErrorIsKnown = true;
}

void message(const char *Text, const char *Detail) {
  FixedText<1024> Line;
  Line += "allocsites: ";
  Line += Text;
  if (Detail) {
    Line += ": ";
    Line += Detail;
  }
  // A cut line still ends.
  char Out[1026];
  memcpy(Out, Line.text(), Line.size());
  Out[Line.size()] = '\n';
  writeMessage(Out, Line.size() + 1);
}

void writeMessage(const char *Lines, size_t Length) {
  ErrnoKeeper Keep;
  if (!mayWriteMessages())
    return;
  ssize_t Ignored = write(STDERR_FILENO, Lines, Length);
  (void)Ignored;
}

const char *errorName(int Error) {
  switch (Error) {
  case EACCES:
  case EPERM:
    return "permission denied";
  case ENOENT:
    return "no such directory";
  case ENOTDIR:
    return "a part of the path is not a directory";
  case EISDIR:
    return "it is a directory";
  case EROFS:
    return "read-only file system";
  case ENOSPC:
    return "no space left on the device";
  case EDQUOT:
    return "disk quota exceeded";
  case EFBIG:
    return "file size limit reached";
  case ENAMETOOLONG:
    return "name too long";
  case ENOMEM:
    return "not enough address space";
  case EMFILE:
  case ENFILE:
    return "too many open files";
  case ENODEV:
  case EOPNOTSUPP:
    return "the file system cannot map files";
  case ELOOP:
    return "it is a symbolic link";
  case EEXIST:
    return "something that is no profile has that name";
  default:
    return "system error";
  }
}

} // namespace allocsites
