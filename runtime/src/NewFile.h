// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A new file for a profile, and the name that it takes among others: a file is
// never written through a link, nor taken from a process that still writes it.
#ifndef ALLOCSITES_RUNTIME_NEWFILE_H
#define ALLOCSITES_RUNTIME_NEWFILE_H

#include "FilePattern.h"

namespace allocsites {

class NewFile {
public:
  /// Opens a file (mode 0600) that gets the name Wanted, or Wanted with `.2`,
  /// `.3`... behind it if a profile that is still being written has that name
  /// (perhaps this process's own, before it executed another program). The file
  /// stays without a name until publish() where the file system can do that.
  /// False: errno says why.
  bool open(const char *Wanted);
  /// The file is a profile now: gives it its name. False: errno says why.
  bool publish();
  /// It will not become a profile.
  void discard();

  int descriptor() const { return Descriptor; }
  const char *path() const { return Path.text(); }

private:
  template <class Place> bool takeName(Place Try);
  PathText Wanted, Path;
  int Descriptor = -1;
  bool Named = false;
};

/// When a process started, in ticks since the system's start; 0: there is no
/// such process, or it cannot be told. With the number it identifies a process.
uint64_t processStart(uint64_t Pid);

} // namespace allocsites

#endif
