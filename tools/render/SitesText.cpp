// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "allocsites/abi.h"
#include "model/AllocatedType.h"
#include "render/Sites.h"
#include "support/Units.h"

namespace allocsites {

namespace {

/// "new int", "malloc".
std::string allocationAction(ReportContext &context, const std::string &callee,
                             Id type) {
  std::string text = printable(presentType(context.model.string(type)));
  if (text.empty() || !callee.starts_with("operator new"))
    return callee.substr(0, callee.find('('));
  return "new " + text;
}

std::string share(const SiteTally &tally) {
  return tally.sites == 0
             ? "-"
             : formatShortPercent(int64_t(tally.reached), int64_t(tally.sites));
}

/// "3 of 4 allocations (75.00%)", or "4 allocations" if nobody knows.
std::string account(const SiteTally &tally, bool known, const char *noun,
                    const char *plural) {
  std::string all = formatCount(tally.sites, noun, plural);
  return known ? fmt::format("{} of {} ({})", tally.reached, all, share(tally))
               : all;
}

bool isShown(const SitesReport &report, const SiteRow &row) {
  return !row.library && !(report.onlyUnreached && row.reached);
}

void printSummary(Buffer &out, ReportContext &context,
                  const SitesReport &report) {
  std::vector<SiteRow> user, library;
  for (const SiteRow &row : report.rows)
    (row.library ? library : user).push_back(row);
  Coverage coverage = coverageOf(context.model, user);
  for (const BinaryInventory &binary : report.binaries)
    print(out, "Binary: {}\n", printable(binary.path));
  for (const Run &run : context.model.runs)
    print(out, "Profile: {}\n", printable(run.path));
  for (const std::string &filter : context.activeFilters)
    print(out, "Filter: {}\n", filter);
  bool known = report.hasProfile;
  print(out, "{}{}, {}\n", known ? "Reached: " : "Sites: ",
        account(coverage.allocations, known, "allocation", "allocations"),
        account(coverage.calls, known, "call that may allocate",
                "calls that may allocate"));
  size_t elided = 0, unknown = 0;
  for (const ElidedRow &row : report.elided)
    if (!row.library)
      ++(row.elided.state == ElidedSite::Unknown ? unknown : elided);
  print(out, "Elided by the optimiser: {}{}{}\n",
        elided == 0 ? "none known" : formatCount(elided, "allocation"),
        unknown ? fmt::format(", {} unknown", unknown) : "",
        elided + unknown != 0 && !report.onlyElided ? " (--elided lists them)"
                                                    : "");
  if (!library.empty()) {
    Coverage rest = coverageOf(context.model, library);
    SiteTally all{rest.allocations.sites + rest.calls.sites,
                  rest.allocations.reached + rest.calls.reached};
    print(out, "Not shown, in library functions: {} (--no-fold shows them)\n",
          account(all, known, "site", "sites"));
  }
}

RowPlace placeOf(const Model &model, Id frameId) {
  const Frame &frame = model.frames[frameId];
  return {frame.function, model.functions[frame.function].file, frame.line,
          frame.column};
}

/// "main /src/words.cpp:22:5  [new int in f()]"
void printPlace(Buffer &out, ReportContext &context, Id innermost, Id charged,
                std::string action) {
  print(out, "{}  [{}]\n", displayRow(context, placeOf(context.model, charged)),
        actionAt(context, std::move(action), innermost, charged));
}

void printSite(Buffer &out, ReportContext &context, const SitesReport &report,
               const SiteRow &row) {
  const Site &site = context.model.sites[row.site];
  if (report.hasProfile && !report.onlyUnreached) {
    auto value = [&](Lens lens) {
      return row.own[Lens::AllocObjects] == 0
                 ? "-"
                 : formatValue(row.own[lens], info(lens).unit);
    };
    print(out, "{:>7} {:>10} {:>10}  ", row.reached ? "yes" : "no",
          value(Lens::AllocObjects), value(Lens::AllocSpace));
  }
  printPlace(out, context, site.frame, row.charged, siteAction(context, site));
}

void printElided(Buffer &out, ReportContext &context,
                 const SitesReport &report) {
  for (bool known : {true, false}) {
    bool any = false;
    for (const ElidedRow &row : report.elided) {
      if (row.library || (row.elided.state != ElidedSite::Unknown) != known)
        continue;
      if (!any)
        print(out, "\n{}:\n",
              known ? "elided allocations"
                    : "unknown, since the optimiser merged what is left");
      any = true;
      printPlace(out, context, row.elided.frame, row.charged,
                 elidedAction(context, row.elided));
    }
  }
}

void printList(Buffer &out, ReportContext &context, const SitesReport &report,
               bool allocations) {
  bool any = false;
  for (const SiteRow &row : report.rows) {
    if (isAllocation(context.model.sites[row.site]) != allocations ||
        !isShown(report, row))
      continue;
    if (!any) {
      print(out, "\n{}{}:\n", report.onlyUnreached ? "Never reached: " : "",
            allocations ? "allocations" : "calls that may allocate");
      if (report.hasProfile && !report.onlyUnreached)
        print(out, "{:>7} {:>10} {:>10}\n", "reached", "objects", "space");
    }
    any = true;
    printSite(out, context, report, row);
  }
}

void printCoverage(Buffer &out, ReportContext &context,
                   const SitesReport &report) {
  std::vector<SiteRow> user;
  for (const SiteRow &row : report.rows)
    if (!row.library)
      user.push_back(row);
  auto cells = [&](const SiteTally &tally) {
    return !report.hasProfile
               ? fmt::format("{:>11}", tally.sites)
               : fmt::format(
                     "{:>11} {:>7}",
                     tally.sites == 0
                         ? "-"
                         : fmt::format("{} of {}", tally.reached, tally.sites),
                     share(tally));
  };
  const char *gap = report.hasProfile ? "       %" : "";
  print(out, "\n{:>11}{} {:>11}{}\n", "allocations", gap, "calls", gap);
  for (const CoverageRow &row :
       coverageBy(context.model, context.granularity, user)) {
    const Coverage &each = row.coverage;
    bool complete = each.allocations.reached == each.allocations.sites &&
                    each.calls.reached == each.calls.sites;
    if (report.onlyUnreached && complete)
      continue;
    print(out, "{} {}  {}\n", cells(each.allocations), cells(each.calls),
          displayRow(context, row.place));
  }
}

} // namespace

std::string siteAction(ReportContext &context, const Site &site) {
  std::string callee = site.callee == None ? "something by a pointer"
                                           : displayName(context, site.callee);
  if (site.kind == SiteKind::Call)
    return "calls " + callee;
  if (site.flags & ALLOCSITES_SITE_COROUTINE)
    return "coroutine frame";
  return allocationAction(context, callee, site.type);
}

std::string elidedAction(ReportContext &context, const ElidedSite &elided) {
  std::string callee = displayName(context, elided.callee);
  if (elided.state == ElidedSite::CallWithMore)
    return "call of " + callee + " with all that it allocates";
  return allocationAction(context, callee, elided.type);
}

std::string actionAt(ReportContext &context, std::string action, Id innermost,
                     Id charged) {
  const Model &model = context.model;
  if (Id via = siteVia(model, innermost, charged); via != None)
    action += " in " + displayName(context, via);
  Id outermost = charged;
  while (model.frames[outermost].caller != None)
    outermost = model.frames[outermost].caller;
  if (outermost != charged)
    action += ", called from " + displayRow(context, placeOf(model, outermost));
  return action;
}

Id siteVia(const Model &model, Id innermost, Id charged) {
  Id via = None;
  for (Id frame = innermost; frame != None && frame != charged;
       frame = model.frames[frame].caller)
    via = model.frames[frame].function;
  return via;
}

void renderSites(Buffer &out, ReportContext &context,
                 const SitesReport &report) {
  printSummary(out, context, report);
  if (report.onlyElided) {
    printElided(out, context, report);
    return;
  }
  if (report.byPlace) {
    printCoverage(out, context, report);
    return;
  }
  if (report.allocations)
    printList(out, context, report, true);
  if (report.calls)
    printList(out, context, report, false);
}

} // namespace allocsites
