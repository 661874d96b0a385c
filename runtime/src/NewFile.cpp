// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Takes a name for a new profile.
#include "NewFile.h"

#include "allocsites/format.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace allocsites {
namespace {

constexpr unsigned MostNames = 1000;

bool sameFile(const struct stat &A, const struct stat &B) {
  return A.st_dev == B.st_dev && A.st_ino == B.st_ino;
}

enum class Holder { Gone, Alive, Stranger };

/// Who has the name Path: a profile that nobody writes any more (or an empty
/// file), one that is still written, or something else.
Holder holderOf(int D) {
  format::FileHeader H = {};
  ssize_t Length = pread(D, &H, sizeof H, 0);
  if (Length == 0)
    return Holder::Gone;
  if (Length < ssize_t(sizeof H) ||
      memcmp(H.magic, format::Magic, sizeof H.magic) != 0)
    return Holder::Stranger;
  uint64_t Start = processStart(H.pid);
  return Start && (Start == H.processStart || !H.processStart) ? Holder::Alive
                                                               : Holder::Gone;
}

/// Removes what has the name Path if it is a profile that nobody writes any
/// more. The lock keeps two that do so from removing each other's new file.
Holder removeIfGone(const char *Path) {
  struct stat There, Opened;
  if (lstat(Path, &There) != 0)
    return errno == ENOENT ? Holder::Gone : Holder::Stranger;
  if (!S_ISREG(There.st_mode))
    return Holder::Stranger;
  int D = open(Path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (D < 0)
    return errno == ENOENT ? Holder::Gone : Holder::Stranger;
  Holder Result = Holder::Alive;
  if (flock(D, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
    if (fstat(D, &Opened) == 0 && lstat(Path, &There) == 0 &&
        sameFile(Opened, There)) {
      Result = holderOf(D);
      if (Result == Holder::Gone && unlink(Path) != 0)
        Result = Holder::Stranger;
    }
  close(D);
  return Result;
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

void nameByDescriptor(FixedText<64> &Text, int Descriptor) {
  Text += "/proc/self/fd/";
  Text += uint64_t(Descriptor);
}

/// In the directory that Path is in; cuts it.
int openUnnamed(PathText &Path) {
  // Its name will come by way of /proc.
  if (access("/proc/self/fd", F_OK) != 0)
    return -1;
  const char *Slash = strrchr(Path.text(), '/');
  Path.cut(Slash == Path.text() ? 1 : size_t(Slash - Path.text()));
  return open(Path.text(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

} // namespace

/// Try(Path) makes a file of that name or fails with EEXIST.
template <class Place> bool NewFile::takeName(Place Try) {
  Path = Wanted;
  for (unsigned Number = 2; Number < MostNames; ++Number) {
    // Again after what was there is removed; and once more if another process
    // was quicker.
    for (int Round = 0; Round < 3; ++Round) {
      if (Try(Path.text()))
        return true;
      if (errno != EEXIST)
        return false;
      Holder Who = removeIfGone(Path.text());
      if (Who == Holder::Stranger) {
        errno = EEXIST;
        return false;
      }
      if (Who == Holder::Alive)
        break;
    }
    Path = Wanted;
    Path += '.';
    Path += uint64_t(Number);
    if (Path.full()) {
      errno = ENAMETOOLONG;
      return false;
    }
  }
  errno = EEXIST;
  return false;
}

bool NewFile::open(const char *Name) {
  Wanted.clear();
  Wanted += Name;
  Path = Wanted;
  Descriptor = openUnnamed(Path);
  Path = Wanted;
  Named = Descriptor < 0;
  if (Named && !takeName([&](const char *At) {
        Descriptor = ::open(
            At, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        return Descriptor >= 0;
      }))
    return false;
  Descriptor = moveOutOfTheWay(Descriptor);
  return true;
}

bool NewFile::publish() {
  if (Named)
    return true;
  FixedText<64> Source;
  nameByDescriptor(Source, Descriptor);
  Named = takeName([&](const char *At) {
    return linkat(AT_FDCWD, Source.text(), AT_FDCWD, At, AT_SYMLINK_FOLLOW) ==
           0;
  });
  return Named;
}

void NewFile::discard() {
  ErrnoKeeper Keep;
  if (Descriptor >= 0)
    close(Descriptor);
  if (Named)
    unlink(Path.text());
  Descriptor = -1;
}

uint64_t processStart(uint64_t Pid) {
  ErrnoKeeper Keep;
  FixedText<64> Name;
  Name += "/proc/";
  Name += Pid;
  Name += "/stat";
  char Text[1024];
  int D = open(Name.text(), O_RDONLY | O_CLOEXEC);
  if (D < 0)
    return 0;
  ssize_t Length = read(D, Text, sizeof Text - 1);
  close(D);
  if (Length <= 0)
    return 0;
  Text[Length] = 0;
  // Field 22, counted from behind the program's name, which is the second and
  // may hold anything. A zombie does not write any more.
  const char *At = strrchr(Text, ')');
  if (!At || At[1] != ' ' || At[2] == 'Z' || At[2] == 'X')
    return 0;
  for (int Field = 2; At && Field < 22; ++Field)
    At = strchr(At + 1, ' ');
  uint64_t Start = 0;
  while (At && At[1] >= '0' && At[1] <= '9')
    Start = Start * 10 + uint64_t(*++At - '0');
  return Start;
}

} // namespace allocsites
