// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs a program in this one's place: same terminal, same signals, same status.
#ifndef ALLOCSITES_CLI_LAUNCH_H
#define ALLOCSITES_CLI_LAUNCH_H

#include "cli/Arguments.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace allocsites {

struct LaunchResult {
  int status = 0;      ///< as a shell reports it: 128 + n for signal n
  int pid = 0;         ///< 0: the program could not be started
  std::string problem; ///< why not, for the user
};

using Variables = std::vector<std::pair<std::string, std::string>>;

/// Descriptors of this process that become the program's own; -1: as they are.
struct LaunchStreams {
  int input = -1, output = -1, error = -1;
};

/// A program that runs. While this lives, signals that ask this process to stop
/// go to the program; those of the terminal it gets by itself. One at a time.
class Launched {
public:
  /// Starts \p command with \p variables added to the environment.
  Launched(const Arguments &command, const Variables &variables,
           const LaunchStreams &streams = {});
  ~Launched();
  Launched(const Launched &) = delete;
  Launched &operator=(const Launched &) = delete;

  /// `pid` is 0 and `status` that of a shell if it could not be started: 127
  /// not found, 126 not to be executed. Otherwise `status` is set at its end.
  const LaunchResult &result() const { return theResult; }
  /// True once it has ended; does not wait.
  bool hasEnded();
  void waitForEnd();
  void signal(int number);

private:
  class Forwarding;
  bool collect(int options);

  std::unique_ptr<Forwarding> forwarding;
  LaunchResult theResult;
  bool ended = false;
};

/// Runs \p command and waits for its end.
LaunchResult launch(const Arguments &command, const Variables &variables);

} // namespace allocsites

#endif
