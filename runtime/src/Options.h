// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the user asked for by ALLOCSITES_OPTIONS. See also: RuntimeOptions.def.
#ifndef ALLOCSITES_RUNTIME_OPTIONS_H
#define ALLOCSITES_RUNTIME_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

namespace allocsites {

struct Options {
#define OPTION(Name, Default, Meaning) bool Name = Default;
#define CHOICE(Name, Default, Words, Meaning) uint8_t Name = Default;
#define SIZE(Name, Default, Least, Most, Meaning) uint32_t Name = Default;
#include "RuntimeOptions.def"
};

/// Told of each part of an option text that could not be used; Length bytes.
using BadOption = void (*)(const char *Part, size_t Length);

/// Reads `key=value:key=value`; null is the same as empty. What is unknown or
/// has no sensible value is left at its default and reported to Bad.
Options parseOptions(const char *Text, BadOption Bad);

/// One warning line for a part that parseOptions could not use; names the keys
/// there are.
void warnOfBadOption(const char *Part, size_t Length);

} // namespace allocsites

#endif
