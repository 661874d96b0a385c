// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The verbs as a list.
#include "cli/Verbs.h"

namespace allocsites {

namespace {
constexpr const VerbInfo *Verbs[] = {
#define ALLOCSITES_VERB(name) &name##Verb,
#include "cli/Verbs.def"
#undef ALLOCSITES_VERB
};
} // namespace

std::span<const VerbInfo *const> allVerbs() { return Verbs; }

const VerbInfo *findVerb(const std::string &name) {
  for (const VerbInfo *verb : Verbs)
    if (name == verb->name)
      return verb;
  return nullptr;
}

} // namespace allocsites
