// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a program prints while the terminal is needed for something else.
#ifndef ALLOCSITES_CLI_HELDOUTPUT_H
#define ALLOCSITES_CLI_HELDOUTPUT_H

#include "cli/Launch.h"
#include "support/Result.h"

#include <cstdio>

namespace allocsites {

class HeldOutput {
public:
  static Result<HeldOutput> create();
  HeldOutput(HeldOutput &&other) noexcept;
  HeldOutput &operator=(HeldOutput &&) = delete;
  ~HeldOutput();

  /// For the program: nothing to read, and what it prints comes here.
  LaunchStreams streams() const { return {nothing, writeEnd, writeEnd}; }
  /// The program has these descriptors now.
  void started();

  /// Readable when there is something to take; -1 at the end.
  int descriptor() const { return readEnd; }
  /// Keeps what is there.
  void take();
  /// Writes all that was kept to standard output, and from now on what comes,
  /// until \p program has ended.
  void release(Launched &program);

private:
  HeldOutput() = default;

  int nothing = -1, readEnd = -1, writeEnd = -1;
  FILE *kept = nullptr; ///< null once released
};

} // namespace allocsites

#endif
