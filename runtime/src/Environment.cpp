// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads the environment, if need be from the kernel.
#include "Environment.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

namespace allocsites {
namespace {

/// Byte by byte: matches NAME= at the start of an entry, then copies.
class Matcher {
public:
  Matcher(const char *Name, char *Buffer, size_t Capacity)
      : Name(Name), At(Name), Buffer(Buffer), Room(Capacity - 1) {}

  /// True once the value is complete.
  bool take(char C) {
    if (Found) {
      if (C && Room) {
        *Buffer++ = C;
        --Room;
      }
      *Buffer = 0;
      return !C;
    }
    if (!C) {
      At = Name;
    } else if (At) {
      Found = !*At && C == '=';
      *Buffer = 0;
      At = *At == C ? At + 1 : nullptr;
    }
    return false;
  }
  bool found() const { return Found; }

private:
  const char *Name, *At; ///< At: what has to come next; null: another variable
  char *Buffer;
  size_t Room;
  bool Found = false;
};

} // namespace

const char *environmentVariable(const char *Name, char *Buffer,
                                size_t Capacity) {
  if (environ)
    return getenv(Name);
  int D = open("/proc/self/environ", O_RDONLY | O_CLOEXEC);
  if (D < 0)
    return nullptr;
  Matcher Match(Name, Buffer, Capacity);
  char Part[512];
  bool Done = false;
  for (ssize_t Length; !Done && (Length = read(D, Part, sizeof Part)) > 0;)
    for (ssize_t I = 0; !Done && I < Length; ++I)
      Done = Match.take(Part[I]);
  close(D);
  return Match.found() ? Buffer : nullptr;
}

} // namespace allocsites
