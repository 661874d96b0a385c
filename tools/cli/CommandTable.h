// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A verb and its options as data, taken from what its parser knows: what
// completion and the manual pages are made of.
#ifndef ALLOCSITES_CLI_COMMANDTABLE_H
#define ALLOCSITES_CLI_COMMANDTABLE_H

#include "cli/Verbs.h"

namespace allocsites {

/// What may stand for a value.
enum class ValueKind { None, Text, Choice, File, Directory, Profile };

struct OptionEntry {
  std::vector<std::string> names; ///< with dashes, "-o" and "--output"
  std::string value;              ///< "REGEX"; empty for a flag
  std::string text;
  std::string group;
  ValueKind kind = ValueKind::None;
  std::vector<std::string> choices; ///< of a Choice; "kind=" needs more
};

struct VerbEntry {
  const VerbInfo *info;
  bool takesCommand;
  bool commandNeedsDashes;
  std::vector<std::string> commandChoices;
  std::vector<OptionEntry> options;
  std::vector<OptionEntry> positionals; ///< one name each; the last repeats
  std::vector<KnownOption> known;
};

VerbEntry describe(const VerbInfo &info);

} // namespace allocsites

#endif
