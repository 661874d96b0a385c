// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a report's flags to a view of the profiles, ready to be rendered.
#ifndef ALLOCSITES_CLI_SESSION_H
#define ALLOCSITES_CLI_SESSION_H

#include "cli/Options.h"
#include "model/TopTable.h"
#include "model/View.h"
#include "profile/Reader.h"
#include "render/Style.h"
#include "support/Result.h"
#include "support/SourceCache.h"

#include <functional>
#include <memory>

namespace allocsites {

/// What the flags say, whatever the profile.
struct ViewPlan {
  KindRules kindRules;
  LibraryRules rules;
  ViewOptions options;              ///< without kindRules
  std::vector<std::string> filters; ///< "focus=parse"
};

/// Fails if a flag cannot be followed.
Result<std::shared_ptr<const ViewPlan>> planView(const ReportOptions &options);

struct Session {
  Session(Model loaded, std::shared_ptr<const ViewPlan> plan, NameCache *cache)
      : model(std::move(loaded)), names(model, cache), plan(std::move(plan)) {}

  Model model;
  Names names;
  std::shared_ptr<const ViewPlan> plan;
  ViewOptions viewOptions; ///< the plan's
  std::unique_ptr<View> view;
  std::unique_ptr<ReportContext> context;
  SortKey sort = SortKey::Flat;
};

/// The profiles, less those of -base.
Result<Model> readModel(const ReportOptions &options,
                        Contents wanted = Contents::All);

/// Reads the profiles and prints on standard error what is to be said of them.
Result<std::unique_ptr<Session>> openSession(const ReportOptions &options,
                                             Contents wanted = Contents::All);
/// The same of a model that comes from elsewhere; the flags are checked before
/// it is asked for.
Result<std::unique_ptr<Session>>
openSession(const ReportOptions &options,
            const std::function<Result<Model>()> &read);

/// The same of a model that is there, without a word on standard error. \p
/// cache may be null; else it must outlive the session.
Result<std::unique_ptr<Session>>
makeSession(const ReportOptions &options, std::shared_ptr<const ViewPlan> plan,
            Model model, NameCache *cache);

/// What a terminal on standard output is given.
bool wantsColour(const ReportOptions &options);

/// The files to read; the newest profile here if none is given.
Result<std::vector<std::string>> chooseFiles(const ReportOptions &options);

/// Sets \p target unless \p pattern is empty, and adds "NAME=PATTERN" to \p
/// active.
Result<void> compileFilter(std::optional<Regex> &target,
                           const std::string &pattern, const char *name,
                           std::vector<std::string> &active);

/// With the report's own defaults for what the user left open.
TopOptions topOptions(const ReportOptions &options, const Session &session);

Result<SourceSearch> sourceSearch(const ReportOptions &options);

/// To standard output or to `-o FILE`.
Result<void> writeReport(const ReportOptions &options, const Buffer &report);

/// One line on standard error, after the program's name.
void note(const std::string &text);
/// Further lines below a note.
void noteLine(const std::string &text);

} // namespace allocsites

#endif
