// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What may follow on a command line: the one answer for all shells.
#ifndef ALLOCSITES_CLI_COMPLETE_H
#define ALLOCSITES_CLI_COMPLETE_H

#include "cli/Arguments.h"

namespace allocsites {

/// \p words follow the program's name; the last is being typed and may be
/// empty. A line each: a candidate for the whole last word, perhaps a tab and
/// what it means; one that ends in '=' needs more. Instead there may be one
/// line that asks the shell itself: ":profile", ":file" or ":directory" (for
/// the word, or what is behind its "-option="), or ":command N" (another
/// program's command line starts at word N of \p words).
std::vector<std::string> complete(const Arguments &words);

} // namespace allocsites

#endif
