// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The data of a report as the page reads it. tools/web/src/data.ts is the other
// side and says what each member means.
#ifndef ALLOCSITES_REPORT_REPORTJSON_H
#define ALLOCSITES_REPORT_REPORTJSON_H

#include "render/Style.h"
#include "report/ReportData.h"
#include "report/Sources.h"

namespace allocsites::report {

/// How the page starts, and what the report was asked for.
struct ReportSettings {
  std::string title; ///< "": the program's name
  Lens lens = Lens::AllocSpace;
  Granularity granularity = Granularity::Lines;
  bool fold = true;
  std::vector<std::string> activeFilters;
};

/// One JSON document in UTF-8; bytes that are none become U+FFFD.
void writeReportJson(Buffer &out, const ReportData &data,
                     const std::vector<ReportSource> &sources,
                     const ReportSettings &settings);

/// The same as the page has it: long lists of numbers are columns of bytes, for
/// the browser to read without looking at digits.
struct PackedReport {
  /// The JSON, a byte 0, and the columns that the first view needs.
  Buffer first;
  Buffer rest; ///< the other columns
};

/// tools/web/src/firstView.ts says what the first view is.
PackedReport packReport(const ReportData &data,
                        const std::vector<ReportSource> &sources,
                        const ReportSettings &settings);

} // namespace allocsites::report

#endif
