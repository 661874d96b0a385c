// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs a program in this one's place: same terminal, same signals, same status.
#ifndef ALLOCSITES_CLI_LAUNCH_H
#define ALLOCSITES_CLI_LAUNCH_H

#include "cli/Arguments.h"

#include <string>
#include <utility>

namespace allocsites {

struct LaunchResult {
  int status = 0;      ///< as a shell reports it: 128 + n for signal n
  int pid = 0;         ///< 0: the program could not be started
  std::string problem; ///< why not, for the user
};

/// Runs \p command with \p variables added to the environment and waits for
/// its end. Signals that ask this process to stop go to the program; those of
/// the terminal it gets by itself. Not found: status 127; not to be executed:
/// 126. Not reentrant.
LaunchResult
launch(const Arguments &command,
       const std::vector<std::pair<std::string, std::string>> &variables);

} // namespace allocsites

#endif
