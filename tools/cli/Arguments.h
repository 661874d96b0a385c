// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Command lines as pprof's users write them, made into what CLI11 reads.
#ifndef ALLOCSITES_CLI_ARGUMENTS_H
#define ALLOCSITES_CLI_ARGUMENTS_H

#include <string>
#include <string_view>
#include <vector>

namespace allocsites {

using Arguments = std::vector<std::string>;

/// A long option that a verb knows, without dashes.
struct KnownOption {
  std::string name;
  bool takesValue;
};

/// The known option that \p argument is, in whatever spelling, or null.
const KnownOption *findOption(std::string_view argument,
                              const std::vector<KnownOption> &known);

/// Writes long options with two dashes and in their own spelling: `-cum`,
/// `-sample-index=x` and `--sample_index=x` all come out as known. Values of
/// options are left alone, and so is all behind `--`.
Arguments normaliseArguments(const Arguments &arguments,
                             const std::vector<KnownOption> &known);

/// What another program's command line starts with.
enum class CommandStart : unsigned char {
  Word,  ///< the first that is no option nor an option's value, or `--`
  Dashes ///< `--` alone
};

/// Cuts normalised arguments before the command; drops a `--` there.
struct CommandSplit {
  Arguments options, command;
};
CommandSplit splitCommand(const Arguments &arguments,
                          const std::vector<KnownOption> &known,
                          CommandStart start = CommandStart::Word);

/// The candidate that \p word was probably meant to be, or "".
std::string closest(const std::string &word,
                    const std::vector<std::string> &candidates);

/// ", did you mean WORD?", or "" if nothing is near.
std::string didYouMean(const std::string &word,
                       const std::vector<std::string> &candidates);

} // namespace allocsites

#endif
