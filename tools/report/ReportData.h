// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the browser report shows: the contexts as a tree of source lines, and
// below it what was allocated there, how, and how much.
// See also: ReportBuilder.h (the writer), ReportJson.h (the form in the page).
//
// Flat tables; entries refer to one another by index. Strings, rows and nodes
// have an entry 0 that means "none" or "the root".
#ifndef ALLOCSITES_REPORT_REPORTDATA_H
#define ALLOCSITES_REPORT_REPORTDATA_H

#include "advice/Finding.h"
#include "model/Distribution.h"
#include "model/LineSites.h"
#include "model/Model.h"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace allocsites::report {

/// A function as seen from one file.
struct Function {
  uint32_t name;    ///< string: readable
  uint32_t linkage; ///< string; 0 if it is the name
  uint32_t file;    ///< string; 0: unknown
  uint32_t line;    ///< where it starts; 0: unknown
  bool library;
};

/// A source line of a function, as `top -lines` has them.
struct Row {
  uint32_t function;
  uint32_t line; ///< 0: unknown
};

/// A step of a call path. Nodes come depth first, parents before children.
struct Node {
  uint32_t depth; ///< the root: 0
  uint32_t row;   ///< the root: 0
};

/// Library code that an allocation went through below its row's line: a path
/// from the outermost function inwards. [0] is the empty path.
struct Via {
  uint32_t parent;
  uint32_t function;
};

/// Allocations of one node that are alike in all tags.
struct Sample {
  uint32_t node;
  uint32_t via;
};

/// Something that is said of each sample, such as the allocated type.
struct TagColumn {
  std::string name, title;
  bool label;                   ///< the program's own
  std::vector<uint32_t> values; ///< by sample: string; 0: not known
};

/// A number about the spread of a sample's allocations. Fields: the sizes of
/// Distribution, its lifetimes, and then its last four members.
struct Detail {
  uint32_t sample;
  uint32_t field;
  uint64_t value;
};

/// One side of a comparison; a plain report has one.
struct Side {
  Counts totals, lost;
  std::vector<Counts> samples; ///< by sample: what its allocations come to
  /// Ascending by sample. A sample without sizes has all its allocations in the
  /// class of their average.
  std::vector<Detail> details;
  bool sizes = true; ///< all were told apart by size
  std::vector<Run> runs;
  std::vector<std::string> warnings;
  size_t contexts = 0;
};

/// A finding with its places in the report.
struct Advice {
  Finding finding; ///< its functions are those of the view's model
  uint32_t row;
  std::vector<uint32_t> otherRows;  ///< by finding.otherLines
  std::vector<uint32_t> callerRows; ///< by finding.callers
};

/// What is to be said of a line with sites, in words: of allocations that were
/// not made, and why.
struct CoverageNote {
  uint32_t line; ///< of CoverageData
  LineNote::State state;
  uint32_t text; ///< string
};

struct CoverageLine {
  uint32_t file; ///< string
  uint32_t line;
  Coverage sites;
};

struct CoverageFile {
  uint32_t file; ///< string
  Coverage sites;
};

/// What the programs of sides[0] could have allocated, as far as their files
/// were there.
struct CoverageData {
  bool known = false;
  std::vector<std::string> remarks; ///< why it is not known, or not all
  std::vector<CoverageFile> files;
  std::vector<CoverageLine> lines; ///< those that have notes, by file
  std::vector<CoverageNote> notes; ///< by line
};

struct ReportData {
  std::deque<std::string> strings; ///< never move
  std::vector<Function> functions;
  std::vector<Row> rows;
  std::vector<Node> nodes;
  std::vector<Via> vias;
  std::vector<Sample> samples; ///< ascending by node
  std::vector<TagColumn> tags;
  std::vector<Side> sides;        ///< [0] is what is looked at, [1] its base
  uint8_t tracking = AllTracking; ///< Tracking bits that all sides have
  std::vector<Advice> advice;     ///< of sides[0], in the order of findings
  CoverageData coverage;
};

} // namespace allocsites::report

#endif
