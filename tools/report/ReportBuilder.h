// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes the data of a report out of one view, or of two that are compared.
#ifndef ALLOCSITES_REPORT_REPORTBUILDER_H
#define ALLOCSITES_REPORT_REPORTBUILDER_H

#include "model/IdTable.h"
#include "model/View.h"
#include "render/Style.h"
#include "report/ReportData.h"

#include <optional>
#include <string_view>
#include <unordered_map>

namespace allocsites::report {

struct CoverageLimits {
  size_t lines = 20000;
  size_t notes = 8;   ///< of a line
  size_t files = 200; ///< of which no line allocated
};

class ReportBuilder {
public:
  ReportBuilder();

  /// Adds the contexts that \p view keeps as the next side. What looks alike on
  /// both sides (same calls by function and line) becomes one node: of what was
  /// moved in between see rebase().
  void addSide(const View &view);

  /// Adds what is to be said of \p view, which was the first side.
  void addAdvice(const View &view, std::vector<Finding> findings);

  /// Adds what the first side's programs could allocate: \p rows and \p elided
  /// are of \p view, whose model holds their sites. Lines with something to say
  /// and files that have nothing else are taken as far as \p limits allow.
  void addCoverage(const View &view, ReportContext &context,
                   const std::vector<SiteRow> &rows,
                   const std::vector<ElidedRow> &elided,
                   const CoverageLimits &limits = {});
  /// Why there is no more of it.
  void addCoverageRemarks(std::vector<std::string> remarks);

  /// Ends the building: puts nodes and samples in order.
  ReportData take();

private:
  class SideWalker;

  uint32_t string(std::string_view text);
  uint32_t function(const View &view, Id id);
  uint32_t row(uint32_t function, uint32_t line);
  uint32_t node(uint32_t parent, uint32_t row);
  uint32_t via(uint32_t parent, uint32_t function);
  uint32_t sample(Sample sample, const std::vector<uint32_t> &tags);
  /// The column of a label; none if there are too many.
  std::optional<uint32_t> labelColumn(std::string_view key);

  ReportData data;
  /// In the order \p samples come in the end.
  void addDetails(const std::vector<uint32_t> &order);

  std::vector<uint32_t> parents, nodeRows; ///< by node, in order of making
  std::vector<DistributionTable> spreads;  ///< by side
  IdTable functions, rows, nodes, vias, samples;
  std::unordered_map<std::string_view, uint32_t> strings;
};

} // namespace allocsites::report

#endif
