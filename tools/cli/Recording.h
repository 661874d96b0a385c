// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How programs are started to leave profiles behind: what `run` and `watch`
// share.
#ifndef ALLOCSITES_CLI_RECORDING_H
#define ALLOCSITES_CLI_RECORDING_H

#include "cli/Launch.h"
#include "cli/ProfileHunt.h"
#include "support/Result.h"

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace allocsites {

/// The user's wishes.
struct RecordOptions {
  std::string pattern, live, extraOptions;
  std::function<bool()> liveGiven;
};

/// --live and --options; the pattern's flag is the verb's own.
void addRecordOptions(CLI::App &app, RecordOptions &options);

extern const char *const DefaultPattern;

/// One run: where its profiles go and how they are known afterwards.
struct Recording {
  std::string pattern; ///< absolute
  std::string runId;
  Variables variables; ///< for the program's environment
};

/// Fails if no profile could be written there; \p verb is for the message.
Result<Recording> planRecording(const RecordOptions &options, const char *verb);

/// Says on standard error why there may be no profile of \p command.
void explainNoProfile(const Arguments &command, const Recording &recording,
                      const ProfileHunt::Catch &found);

/// As the user would type it.
std::string shortPath(const std::string &path);

} // namespace allocsites

#endif
