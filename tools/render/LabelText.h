// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of `tests`.
#ifndef ALLOCSITES_RENDER_LABELTEXT_H
#define ALLOCSITES_RENDER_LABELTEXT_H

#include "model/LabelRows.h"
#include "render/Style.h"

namespace allocsites {

/// \p what is the heading of the names: "test". Shows at most \p count rows
/// (0: all), and what is outside them and their sum in any case.
void renderLabels(Buffer &out, ReportContext &context, const LabelTable &table,
                  const std::string &what, size_t count);

} // namespace allocsites

#endif
