// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The verbs. Each lives in a file of its own name and is entered in Verbs.def.
#ifndef ALLOCSITES_CLI_VERBS_H
#define ALLOCSITES_CLI_VERBS_H

#include "cli/Arguments.h"
#include "support/Result.h"

#include <functional>
#include <memory>

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

#define ALLOCSITES_VERB(name) extern const VerbInfo name##Verb;
#include "cli/Verbs.def"
#undef ALLOCSITES_VERB

} // namespace allocsites

#endif
