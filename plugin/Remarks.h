// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Telling the user what was done and what was not, and why
// (-Rpass=allocsites, -Rpass-missed=allocsites), and counting it (-stats).
#ifndef ALLOCSITES_PLUGIN_REMARKS_H
#define ALLOCSITES_PLUGIN_REMARKS_H

#include "llvm/ADT/StringRef.h"

namespace llvm {
class Function;
}

namespace allocsites {

struct FunctionPlan;

void remarkSkipped(llvm::Function &F, llvm::StringRef Why);
/// Before Plan is carried out.
void remarkPlan(llvm::Function &F, const FunctionPlan &Plan);

} // namespace allocsites

#endif
