// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The sites of binaries and how many of them were reached, for people and for
// machines.
#ifndef ALLOCSITES_RENDER_SITES_H
#define ALLOCSITES_RENDER_SITES_H

#include "model/SiteList.h"
#include "render/Style.h"

namespace allocsites {

struct SitesReport {
  std::vector<BinaryInventory> binaries;
  std::vector<SiteRow> rows; ///< all that pass the filters
  std::vector<ElidedRow> elided;
  bool onlyElided = false;
  bool hasProfile = false; ///< else nobody knows what was reached
  bool onlyUnreached = false;
  bool allocations = true, calls = true; ///< which of the two to list
  bool byPlace = false; ///< totals by context.granularity, no sites
};

void renderSites(Buffer &out, ReportContext &context,
                 const SitesReport &report);
void renderSitesJson(Buffer &out, ReportContext &context,
                     const SitesReport &report);

/// "new int", "malloc", "calls parse(char const*)": what is done at a site.
std::string siteAction(ReportContext &context, const Site &site);
/// "new int", "call of parse(char const*) with all that it allocates".
std::string elidedAction(ReportContext &context, const ElidedSite &elided);
/// \p action with the library function that \p charged, the user's line, gets
/// to \p innermost through, and the function that it was inlined into: "new int
/// in f(), called from main /src/words.cpp:22:5".
std::string actionAt(ReportContext &context, std::string action, Id innermost,
                     Id charged);
/// The library function that the user's line \p charged calls, through which \p
/// innermost is reached; None: they are the same.
Id siteVia(const Model &model, Id innermost, Id charged);

} // namespace allocsites

#endif
