// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which profile to watch: a process's, a file, a command's, or the newest here.
#ifndef ALLOCSITES_WATCH_TARGET_H
#define ALLOCSITES_WATCH_TARGET_H

#include "support/Result.h"

#include <string>

namespace allocsites {

struct Target {
  std::string path;
  std::string remark; ///< how it was chosen, where that is not clear; or ""
};

/// \p wish is a process's number, a file, a regular expression for command
/// lines, or "" for the newest profile in this directory, running programs
/// first.
Result<Target> chooseTarget(const std::string &wish);

} // namespace allocsites

#endif
