// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "allocsites/abi.h"
#include "model/AllocatedType.h"
#include "render/Sites.h"

#include <nlohmann/json.hpp>

namespace allocsites {

namespace {

using Object = nlohmann::ordered_json;

std::string dump(const Object &object) {
  // Names may be any bytes.
  return object.dump(-1, ' ', false, Object::error_handler_t::replace);
}

Object textOrNull(std::string_view text) {
  return text.empty() ? Object() : Object(std::string(text));
}

Object numberOrNull(uint32_t number) {
  return number == 0 ? Object() : Object(number);
}

Object placeObject(ReportContext &context, Id function, uint32_t line,
                   uint32_t column) {
  const Model &model = context.model;
  return {{"function",
           function == None ? Object() : Object(context.names.of(function))},
          {"linkage_name", textOrNull(model.nameOf(function))},
          {"file", textOrNull(model.fileOf(function))},
          {"line", numberOrNull(line)},
          {"column", numberOrNull(column)}};
}

Object placeObject(ReportContext &context, Id frame) {
  const Frame &each = context.model.frames[frame];
  return placeObject(context, each.function, each.line, each.column);
}

Object tallyObject(const SiteTally &tally, bool known) {
  return {{"sites", tally.sites},
          {"reached", known ? Object(tally.reached) : Object()}};
}

Object coverageObject(const Coverage &coverage, bool known) {
  return {{"allocations", tallyObject(coverage.allocations, known)},
          {"calls", tallyObject(coverage.calls, known)}};
}

/// Innermost first.
Object chainArray(ReportContext &context, Id innermost) {
  Object chain = Object::array();
  for (Id frame = innermost; frame != None;
       frame = context.model.frames[frame].caller)
    chain.push_back(placeObject(context, frame));
  return chain;
}

const char *kindName(const Site &site) {
  return site.kind == SiteKind::Call         ? "call"
         : site.kind == SiteKind::Allocation ? "allocation"
                                             : "named allocator";
}

Object siteObject(ReportContext &context, const SitesReport &report,
                  const SiteRow &row) {
  const Model &model = context.model;
  const Site &site = model.sites[row.site];
  Object object = placeObject(context, row.charged);
  object["kind"] = kindName(site);
  object["callee"] =
      site.callee == None ? Object() : Object(context.names.of(site.callee));
  object["callee_linkage_name"] = textOrNull(model.nameOf(site.callee));
  object["type"] = textOrNull(presentType(model.string(site.type)));
  object["coroutine"] = (site.flags & ALLOCSITES_SITE_COROUTINE) != 0;
  object["library"] = row.library;
  object["binary"] = report.binaries[row.binary].path;
  object["copies"] = row.copies;
  object["reached"] = report.hasProfile ? Object(row.reached) : Object();
  if (report.hasProfile) {
    object["alloc_objects"] = row.own[Lens::AllocObjects];
    object["alloc_space"] = row.own[Lens::AllocSpace];
  }
  object["chain"] = chainArray(context, site.frame);
  return object;
}

Object elidedObject(ReportContext &context, const SitesReport &report,
                    const ElidedRow &row) {
  static constexpr const char *States[] = {"elided", "unknown", "call"};
  Object object = placeObject(context, row.charged);
  object["state"] = States[row.elided.state];
  object["callee"] = context.names.of(row.elided.callee);
  object["callee_linkage_name"] =
      textOrNull(context.model.nameOf(row.elided.callee));
  object["type"] =
      textOrNull(presentType(context.model.string(row.elided.type)));
  object["library"] = row.library;
  object["binary"] = report.binaries[row.binary].path;
  object["chain"] = chainArray(context, row.elided.frame);
  return object;
}

} // namespace

void renderSitesJson(Buffer &out, ReportContext &context,
                     const SitesReport &report) {
  const Model &model = context.model;
  std::vector<SiteRow> user, library;
  for (const SiteRow &row : report.rows)
    (row.library ? library : user).push_back(row);
  bool known = report.hasProfile;
  Object binaries = Object::array(), profiles = Object::array();
  for (const BinaryInventory &binary : report.binaries)
    binaries.push_back(binary.path);
  for (const Run &run : model.runs)
    profiles.push_back(run.path);
  print(out, "{{\"binaries\":{},\n\"profiles\":{},\n\"filters\":{},\n",
        dump(binaries), dump(profiles), dump(context.activeFilters));
  print(out, "\"coverage\":{},\n\"library_coverage\":{},\n",
        dump(coverageObject(coverageOf(model, user), known)),
        dump(coverageObject(coverageOf(model, library), known)));
  print(out, "\"rows\":[");
  bool first = true;
  auto row = [&](const Object &object) {
    print(out, "{}\n{}", first ? "" : ",", dump(object));
    first = false;
  };
  if (report.onlyElided) {
    for (const ElidedRow &each : report.elided)
      row(elidedObject(context, report, each));
  } else if (report.byPlace) {
    for (const CoverageRow &each :
         coverageBy(model, context.granularity, user)) {
      Object object = placeObject(context, each.place.function, each.place.line,
                                  each.place.column);
      object["file"] = textOrNull(model.string(each.place.file));
      object["coverage"] = coverageObject(each.coverage, known);
      row(object);
    }
  } else {
    for (const SiteRow &each : report.rows) {
      bool allocation = isAllocation(model.sites[each.site]);
      if ((allocation ? report.allocations : report.calls) &&
          !(report.onlyUnreached && each.reached))
        row(siteObject(context, report, each));
    }
  }
  print(out, "\n]}}\n");
}

} // namespace allocsites
