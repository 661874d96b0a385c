// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The reports for machines. Each is one object: "totals", "sample_index", ...
// and "rows".
#ifndef ALLOCSITES_RENDER_JSON_H
#define ALLOCSITES_RENDER_JSON_H

#include "model/Breaches.h"
#include "model/CallTree.h"
#include "model/LabelRows.h"
#include "model/Neighbours.h"
#include "model/TopTable.h"
#include "render/ListText.h"

namespace allocsites {

void renderTopJson(Buffer &out, ReportContext &context, const TopTable &table);

/// Rows are functions; each has "lines".
void renderListJson(Buffer &out, ReportContext &context,
                    const std::vector<ListedFunction> &functions,
                    SourceCache &sources);

/// Rows are the tree's nodes, parents first; each has "depth" and "parent",
/// the index of a row or null.
void renderTreeJson(Buffer &out, ReportContext &context, const CallTree &tree,
                    double nodeFraction);

/// Each row has "callers" and "callees" with their "weight".
void renderPeekJson(Buffer &out, ReportContext &context,
                    const std::vector<Neighbourhood> &entries);

/// Rows have a "value" and "counts", and "lines" if there are any; that of what
/// is outside all has null.
void renderLabelsJson(Buffer &out, ReportContext &context,
                      const LabelTable &table);

/// Rows are functions that broke their promise, with "counts" and "paths"; each
/// of these has "counts", kinds and "frames", callers first, or "callers", if
/// it has no frames.
void renderBreachesJson(Buffer &out, ReportContext &context,
                        const BreachTable &table);

} // namespace allocsites

#endif
