// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a report says of sites that were not reached.
#include "render/Sites.h"
#include "report/ReportBuilder.h"
#include "support/StableSort.h"
#include "support/Units.h"

#include <algorithm>
#include <map>
#include <set>

namespace allocsites::report {

namespace {

void add(Coverage &sum, const Coverage &part) {
  for (SiteTally Coverage::*tally :
       {&Coverage::allocations, &Coverage::calls}) {
    (sum.*tally).sites += (part.*tally).sites;
    (sum.*tally).reached += (part.*tally).reached;
  }
}

/// Allocations before calls that may lead to one.
bool tellsMore(const LineSites &a, const LineSites &b) {
  return a.notes.front().state < b.notes.front().state;
}

} // namespace

void ReportBuilder::addCoverageRemarks(std::vector<std::string> remarks) {
  for (std::string &remark : remarks)
    data.coverage.remarks.push_back(std::move(remark));
}

void ReportBuilder::addCoverage(const View &view, ReportContext &context,
                                const std::vector<SiteRow> &rows,
                                const std::vector<ElidedRow> &elided,
                                const CoverageLimits &limits) {
  CoverageData &coverage = data.coverage;
  coverage.known = true;
  std::vector<LineSites> lines = sitesByLine(view, rows, elided);
  std::map<std::string_view, Coverage> files;
  for (const LineSites &line : lines)
    add(files[line.file], line.coverage);

  // Files without a counted line: those with the most sites.
  std::set<uint32_t> counted;
  for (const Row &row : data.rows)
    counted.insert(data.functions[row.function].file);
  std::vector<std::pair<uint64_t, std::string_view>> others;
  for (const auto &[path, sites] : files) {
    auto known = strings.find(path);
    if (known == strings.end() || !counted.contains(known->second))
      others.emplace_back(sites.allocations.sites + sites.calls.sites, path);
  }
  stableSort(others,
             [](const auto &a, const auto &b) { return a.first > b.first; });
  for (size_t i = limits.files; i < others.size(); ++i)
    files.erase(others[i].second);
  if (others.size() > limits.files)
    coverage.remarks.push_back(
        formatCount(others.size() - limits.files, "file") +
        " of which nothing was reached are left out; allocsites sites -files "
        "lists all");

  std::erase_if(lines, [&](const LineSites &line) {
    return line.notes.empty() || !files.contains(line.file);
  });
  if (lines.size() > limits.lines) {
    coverage.remarks.push_back(
        formatCount(lines.size() - limits.lines, "line") +
        " that could allocate are not marked; allocsites sites lists all");
    stableSort(lines, tellsMore);
    lines.resize(limits.lines);
    stableSort(lines, [](const LineSites &a, const LineSites &b) {
      return std::pair(a.file, a.line) < std::pair(b.file, b.line);
    });
  }
  for (const auto &[path, sites] : files)
    coverage.files.push_back({string(path), sites});
  for (const LineSites &line : lines) {
    uint32_t index = uint32_t(coverage.lines.size());
    coverage.lines.push_back({string(line.file), line.line, line.coverage});
    auto say = [&](LineNote::State state, std::string_view text) {
      coverage.notes.push_back({index, state, string(text)});
    };
    for (size_t i = 0; i < std::min(line.notes.size(), limits.notes); ++i) {
      const auto &[state, at] = line.notes[i];
      if (state == LineNote::Elided) {
        const ElidedRow &row = elided[at];
        say(state, actionAt(context, elidedAction(context, row.elided),
                            row.elided.frame, row.charged));
      } else {
        const SiteRow &row = rows[at];
        const Site &site = view.model().sites[row.site];
        say(state, actionAt(context, siteAction(context, site), site.frame,
                            row.charged));
      }
    }
    if (line.notes.size() > limits.notes)
      say(line.notes[limits.notes].state,
          fmt::format("and {} more", line.notes.size() - limits.notes));
  }
}

} // namespace allocsites::report
