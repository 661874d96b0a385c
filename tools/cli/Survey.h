// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the programs of a profile could allocate, for reports that show it
// beside what they did.
// See also: cli/Sites.cpp, which shows nothing else.
#ifndef ALLOCSITES_CLI_SURVEY_H
#define ALLOCSITES_CLI_SURVEY_H

#include "cli/Session.h"
#include "model/LineSites.h"

namespace allocsites {

struct Survey {
  std::unique_ptr<Session> session; ///< null: no binary could be used
  std::vector<BinaryInventory> binaries;
  std::vector<SiteRow> rows;
  std::vector<ElidedRow> elided;
  /// For people: why binaries could not be used.
  std::vector<std::string> remarks;
};

/// Reads the sites of the binaries that \p profile names, which it must have
/// run: those that are there and have all sites that it has. -focus and -ignore
/// choose among sites; reached is what any context reached.
Result<Survey> surveyBinaries(const ReportOptions &options,
                              const Model &profile);

/// -focus and -ignore, for sites; what is in use is added to \p active.
Result<SiteFilter> siteFilter(const ReportOptions &options,
                              std::vector<std::string> &active);

/// "app: is not the file that ran: ..."
std::string describeStranger(const std::string &path, const SiteTally &ran);

} // namespace allocsites

#endif
