// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The source text that a report carries along.
#ifndef ALLOCSITES_REPORT_SOURCES_H
#define ALLOCSITES_REPORT_SOURCES_H

#include "render/ListText.h"
#include "report/ReportData.h"
#include "support/SourceCache.h"

namespace allocsites::report {

/// Lines of a file that follow one another.
struct SourceChunk {
  uint32_t firstLine;
  std::vector<std::string_view> lines;
};

struct ReportSource {
  uint32_t file; ///< string of the report
  SourceState state;
  uint32_t lineCount; ///< of the whole file; 0: not found
  std::vector<SourceChunk> chunks;
};

struct SourceLimits {
  size_t wholeFile = 1 << 20; ///< larger files are cut to what matters
  size_t total = 24 << 20;    ///< text behind that is cut too
  uint32_t linesAround = 12;  ///< of a counted line, where text is cut
};

/// The files of \p data's rows, those with the most bytes first: whole while
/// \p limits allow, else the surroundings of the lines that count. The text
/// lives in \p cache.
std::vector<ReportSource> collectSources(const ReportData &data,
                                         SourceCache &cache,
                                         const SourceLimits &limits = {});

} // namespace allocsites::report

#endif
