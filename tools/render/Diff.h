// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The report of `diff`, for people and for machines.
#ifndef ALLOCSITES_RENDER_DIFF_H
#define ALLOCSITES_RENDER_DIFF_H

#include "model/DiffTable.h"
#include "render/Style.h"

namespace allocsites {

/// At most \p count rows (0: all). The context is that of any of the runs.
void renderDiff(Buffer &out, const ReportContext &context,
                const DiffTable &table, size_t count);

/// {"sample_index", "granularity", "old": [paths], "new": [paths], "totals":
/// {lens: change}, "rows": [{place, "flat": {lens: change}, "cum": ...}]} with
/// a change of {"old", "new": {"median", "min", "max"}, "delta", "p",
/// "differs"}.
void renderDiffJson(Buffer &out, const ReportContext &context,
                    const DiffTable &table);

} // namespace allocsites

#endif
