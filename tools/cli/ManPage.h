// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Manual pages, in roff with the man macros.
#ifndef ALLOCSITES_CLI_MANPAGE_H
#define ALLOCSITES_CLI_MANPAGE_H

#include "cli/Verbs.h"
#include "render/Style.h"

namespace allocsites {

/// allocsites(1): all verbs, and what they have in common.
void printMainManPage(Buffer &out);
/// allocsites-VERB(1).
void printManPage(Buffer &out, const VerbInfo &info);

} // namespace allocsites

#endif
