// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The flags that the reports share. Names and meanings are pprof's.
#ifndef ALLOCSITES_CLI_OPTIONS_H
#define ALLOCSITES_CLI_OPTIONS_H

#include "cli/Arguments.h"
#include "model/Lens.h"
#include "support/Progress.h"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace allocsites {

struct ReportOptions {
  std::vector<std::string> files;
  std::string sampleIndex;
  std::array<bool, LensCount> lensShortcuts{}; ///< -alloc_space and the like
  bool cum = false, flat = false;
  bool functions = false, lines = false, columns = false, byFile = false;
  std::string focus, ignore, hide, show, showFrom;
  std::vector<std::string> tagFocus, tagIgnore;
  long nodeCount = -1;      ///< -1: as the report likes
  double nodeFraction = -1; ///< -1: as the report likes
  bool json = false, noFold = false, fullNames = false;
  std::string output;
  std::string colour = "auto", progress = "auto";
  std::vector<std::string> library, user, rules;
  std::vector<std::string> sourcePaths, trimPaths, pathMaps;
  std::vector<std::string> base, diffBase;
  bool normalise = false;
};

/// What reports take besides their own flags.
void addReportOptions(CLI::App &app, ReportOptions &options);

/// The part of them that makes sense without counts: for `sites`.
void addSiteOptions(CLI::App &app, ReportOptions &options);

/// The same without the profiles.
void addViewOptions(CLI::App &app, ReportOptions &options);

/// As the user wants it.
ProgressMode progressMode(const ReportOptions &options);

/// -base and its like, for reports that can show a difference.
void addBaseOptions(CLI::App &app, ReportOptions &options);

/// The long options of \p app, for normaliseArguments().
std::vector<KnownOption> knownOptions(const CLI::App &app);

} // namespace allocsites

#endif
