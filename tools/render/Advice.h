// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The report of `advise`, for people and for machines.
#ifndef ALLOCSITES_RENDER_ADVICE_H
#define ALLOCSITES_RENDER_ADVICE_H

#include "advice/Finding.h"
#include "render/Style.h"

namespace allocsites {

/// At most \p most findings (0: all).
void renderAdvice(Buffer &out, ReportContext &context,
                  const std::vector<Finding> &findings, size_t most);

/// {"totals": counts, "findings": [{"rule", "title", "page", "function",
/// "linkage_name", "file", "line", "column", "other_lines", "kind", "type",
/// "counts", "found", "advice", "saving": {"lens", "objects", "bytes" or null,
/// "share", "basis"}, "callers": [{"function", "file", "line", "counts"}]}]}
void renderAdviceJson(Buffer &out, ReportContext &context,
                      const std::vector<Finding> &findings, size_t most);

} // namespace allocsites

#endif
