// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Annotated source, as pprof's `list` prints it, in both units.
#ifndef ALLOCSITES_RENDER_LISTTEXT_H
#define ALLOCSITES_RENDER_LISTTEXT_H

#include "model/Listing.h"
#include "render/Style.h"
#include "support/SourceCache.h"

namespace allocsites {

/// Whether the text beside the counts can be trusted.
enum class SourceState : uint8_t { Good, Changed, Missing, Unknown };

SourceState stateOf(const SourceFile &file, const ListedFunction &function,
                    const Model &model);

/// The same of a known path, given the last line that has counts and when the
/// first run started.
SourceState stateOf(const SourceFile &file, uint32_t lastLine,
                    uint64_t startTimeNs);

/// For machines: "good", "changed", ...
const char *nameOf(SourceState state);

void renderList(Buffer &out, ReportContext &context,
                const std::vector<ListedFunction> &functions,
                SourceCache &sources);

} // namespace allocsites

#endif
