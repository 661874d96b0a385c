// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The verbs. Each lives in a file of its own name and is entered in Verbs.def.
#ifndef ALLOCSITES_CLI_VERBS_H
#define ALLOCSITES_CLI_VERBS_H

#include "cli/Arguments.h"
#include "support/Result.h"

#include <functional>
#include <memory>
#include <span>

namespace CLI {
class App;
}

namespace allocsites {

/// One verb on one command line.
class Verb {
public:
  virtual ~Verb() = default;
  /// Adds the flags to the verb's own command.
  virtual void addOptions(CLI::App &app) = 0;
  /// True if what follows the options is another program's command line.
  virtual bool takesCommand() const { return false; }
  /// True if that command line is always introduced by `--`, and what stands
  /// before is the verb's own.
  virtual bool commandNeedsDashes() const { return false; }
  /// What the first word of that command line may be, if it is no program.
  virtual std::vector<std::string> commandChoices() const { return {}; }
  /// The exit status; \p command is empty unless takesCommand().
  virtual Result<int> execute(const Arguments &command) = 0;
};

struct VerbInfo {
  const char *name;
  const char *usage; ///< what follows the name
  const char *summary;
  const char *examples;
  std::unique_ptr<Verb> (*make)();
};

/// In the order of Verbs.def.
std::span<const VerbInfo *const> allVerbs();
/// Null if there is none of that name.
const VerbInfo *findVerb(const std::string &name);

#define ALLOCSITES_VERB(name) extern const VerbInfo name##Verb;
#include "cli/Verbs.def"
#undef ALLOCSITES_VERB

} // namespace allocsites

#endif
