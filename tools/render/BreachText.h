// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of `contracts`.
#ifndef ALLOCSITES_RENDER_BREACHTEXT_H
#define ALLOCSITES_RENDER_BREACHTEXT_H

#include "model/Breaches.h"
#include "render/Style.h"

namespace allocsites {

/// At most \p count contracts and as many paths of each; 0: all.
void renderBreaches(Buffer &out, ReportContext &context,
                    const BreachTable &table, size_t count);

} // namespace allocsites

#endif
