// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of `top`, as pprof prints it, with the sibling lens beside it.
#ifndef ALLOCSITES_RENDER_TOPTEXT_H
#define ALLOCSITES_RENDER_TOPTEXT_H

#include "model/TopTable.h"
#include "render/Style.h"

#include <cstdint>
#include <optional>

namespace allocsites {

/// "Showing nodes accounting for ..." and what was left out.
void printAccount(Buffer &out, ReportContext &context, const TopTable &table);

/// The table alone.
void printTopTable(Buffer &out, ReportContext &context, const TopTable &table);

/// Header, account and table.
void renderTop(Buffer &out, ReportContext &context, const TopTable &table);

/// Rows alone, sorted by flat: what each allocates, in all or for each of
/// \p operations.
void renderTopRows(Buffer &out, ReportContext &context, const TopTable &table,
                   std::optional<uint64_t> operations);

} // namespace allocsites

#endif
