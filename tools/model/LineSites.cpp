// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/LineSites.h"

#include "support/StableSort.h"

#include <map>
#include <set>
#include <tuple>

namespace allocsites {

namespace {

/// A site of the source, whichever program it is in.
using SourceSite = std::tuple<SiteKind, Id, Id, Id>;

SourceSite sourceSite(const Model &model, const SiteRow &row) {
  const Site &site = model.sites[row.site];
  return {site.kind, site.frame, site.callee, site.type};
}

/// A call by which library code might allocate for the line. Calls of the
/// user's own functions, which std::function and its like make by a pointer,
/// say nothing: those have sites themselves. Destructors free, and what throws
/// allocates nothing but the exception.
bool isLibraryCall(const View &view, const SiteRow &row) {
  const Model &model = view.model();
  const Site &site = model.sites[row.site];
  if (site.callee == None)
    return false;
  Id outermost = site.callee;
  for (Id frame = site.frame; frame != row.charged;
       frame = model.frames[frame].caller)
    outermost = model.frames[frame].function;
  auto has = [&](Id function, const char *part) {
    return view.names().of(function).find(part) != std::string::npos;
  };
  return (site.frame != row.charged || view.isLibrary(outermost)) &&
         !has(outermost, "::~") && !has(site.callee, "::__throw_");
}

} // namespace

std::vector<LineSites> sitesByLine(const View &view,
                                   const std::vector<SiteRow> &rows,
                                   const std::vector<ElidedRow> &elided) {
  const Model &model = view.model();
  std::map<std::pair<std::string_view, uint32_t>, LineSites> lines;
  auto lineOf = [&](Id charged) -> LineSites * {
    const Frame &frame = model.frames[charged];
    std::string_view file = model.fileOf(frame.function);
    if (file.empty() || frame.line == 0)
      return nullptr;
    LineSites &line = lines[{file, frame.line}];
    line.file = file;
    line.line = frame.line;
    return &line;
  };
  // Of one that several programs have the row that was reached, if any.
  std::map<SourceSite, uint32_t> sites;
  for (uint32_t i = 0; i < rows.size(); ++i)
    if (!rows[i].library)
      if (auto [known, isNew] =
              sites.try_emplace(sourceSite(model, rows[i]), i);
          !isNew && rows[i].reached)
        known->second = i;
  for (uint32_t i = 0; i < rows.size(); ++i) {
    const SiteRow &row = rows[i];
    if (row.library || sites.at(sourceSite(model, row)) != i)
      continue;
    LineSites *line = lineOf(row.charged);
    if (!line)
      continue;
    bool allocates = isAllocation(model.sites[row.site]);
    (allocates ? line->coverage.allocations : line->coverage.calls).add(row);
    if (!row.reached && (allocates || isLibraryCall(view, row)))
      line->notes.push_back(
          {allocates ? LineNote::Unreached : LineNote::MayAllocate, i});
  }
  std::set<std::tuple<Id, Id, Id>> noted;
  for (uint32_t i = 0; i < elided.size(); ++i)
    if (const ElidedSite &each = elided[i].elided;
        !elided[i].library && each.state != ElidedSite::Unknown &&
        noted.emplace(each.frame, each.callee, each.type).second)
      if (LineSites *line = lineOf(elided[i].charged))
        line->notes.push_back({LineNote::Elided, i});

  std::vector<LineSites> result;
  for (auto &[place, line] : lines) {
    if (line.coverage.allocations.reached + line.coverage.calls.reached != 0)
      std::erase_if(line.notes, [](const LineNote &note) {
        return note.state == LineNote::MayAllocate;
      });
    stableSort(line.notes, [](const LineNote &a, const LineNote &b) {
      return a.state < b.state;
    });
    result.push_back(std::move(line));
  }
  return result;
}

std::vector<UnreachedLine> unreachedLines(const View &view,
                                          const std::vector<SiteRow> &rows,
                                          const std::vector<LineSites> &lines) {
  const Model &model = view.model();
  std::vector<UnreachedLine> result;
  for (const LineSites &line : lines) {
    if (line.notes.empty() || line.coverage.allocations.reached != 0)
      continue;
    if (const LineNote &note = line.notes.front();
        note.state == LineNote::Unreached)
      result.push_back({line.file, line.line,
                        model.frames[rows[note.row].charged].function});
  }
  return result;
}

} // namespace allocsites
