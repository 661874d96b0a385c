// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "cli/Verbs.h"
namespace allocsites {
const VerbInfo RunVerb = {"run", "", "", nullptr};
}
