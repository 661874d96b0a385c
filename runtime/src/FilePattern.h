// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The profile's name from ALLOCSITES_FILE.
#ifndef ALLOCSITES_RUNTIME_FILEPATTERN_H
#define ALLOCSITES_RUNTIME_FILEPATTERN_H

#include "Support.h"

namespace allocsites {

inline constexpr const char *DefaultFilePattern = "%e.%p.allocs";
using PathText = FixedText<4096>;

/// What the letters of a pattern stand for.
struct PatternValues {
  const char *Program;   ///< %e: the program's file name without directories
  const char *Host;      ///< %h
  uint64_t Pid;          ///< %p
  uint64_t StartTime;    ///< %t: seconds since 1970
  const char *Directory; ///< put before a relative result; absolute
};

/// Replaces %p %e %h %t (and %% by %); an unknown letter stays as it is. The
/// result is absolute. Returns false if it does not fit.
bool expandPattern(const char *Pattern, const PatternValues &Values,
                   PathText &Path);

} // namespace allocsites

#endif
