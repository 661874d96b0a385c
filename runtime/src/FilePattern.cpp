// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Expands %p, %e, %h and %t.
#include "FilePattern.h"

namespace allocsites {

bool expandPattern(const char *Pattern, const PatternValues &Values,
                   PathText &Path) {
  Path.clear();
  if (*Pattern != '/') {
    Path += Values.Directory;
    Path += '/';
  }
  for (; *Pattern; ++Pattern) {
    if (*Pattern != '%') {
      Path += *Pattern;
      continue;
    }
    switch (Pattern[1]) {
    case 'p':
      Path += Values.Pid;
      break;
    case 'e':
      Path += Values.Program;
      break;
    case 'h':
      Path += Values.Host;
      break;
    case 't':
      Path += Values.StartTime;
      break;
    case '%':
      Path += '%';
      break;
    default:
      Path += '%';
      continue;
    }
    ++Pattern;
  }
  return !Path.full();
}

} // namespace allocsites
