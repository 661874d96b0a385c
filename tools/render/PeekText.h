// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Callers above, callees below, as pprof's `peek` prints them.
#ifndef ALLOCSITES_RENDER_PEEKTEXT_H
#define ALLOCSITES_RENDER_PEEKTEXT_H

#include "model/Neighbours.h"
#include "render/Style.h"

namespace allocsites {

void renderPeek(Buffer &out, ReportContext &context,
                const std::vector<Neighbourhood> &entries);

} // namespace allocsites

#endif
