// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "cli/Survey.h"

#include "binary/BinarySites.h"
#include "binary/Elf.h"
#include "binary/NamedBinaries.h"
#include "support/Units.h"

#include <filesystem>

namespace allocsites {

namespace {

/// Those of \p named that have sites, in a model of their own.
Result<Model> readBinaries(const std::vector<std::string> &named,
                           const Model &profile, Survey &survey) {
  ModelBuilder builder(Strings::Copied);
  builder.addSites(profile);
  for (const std::string &path : named)
    if (auto sites = readBinarySites(path, builder))
      survey.binaries.push_back(std::move(*sites));
    else
      survey.remarks.push_back(sites.error().message);
  std::vector<SiteTally> ran = sitesThatRan(builder.soFar(), survey.binaries);
  for (size_t i = ran.size(); i-- > 0;)
    if (ran[i].reached != ran[i].sites) {
      survey.remarks.push_back(
          describeStranger(survey.binaries[i].path, ran[i]));
      survey.binaries.erase(survey.binaries.begin() + ptrdiff_t(i));
    }
  return builder.take();
}

/// Of what isElf() denies.
std::string whyUnread(const std::string &path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return path + ": was not found";
  if (auto file = InputFile::open(path); !file)
    return file.error().message;
  return path + ": is no program or library; another file is in its place";
}

} // namespace

std::string describeStranger(const std::string &path, const SiteTally &ran) {
  return fmt::format(
      "{}: is not the file that ran: it lacks {} of {} that the profile has; "
      "it may have been built again since",
      path, ran.sites - ran.reached, formatCount(ran.sites, "site"));
}

Result<SiteFilter> siteFilter(const ReportOptions &options,
                              std::vector<std::string> &active) {
  SiteFilter filter;
  for (auto [target, pattern, name] :
       {std::tuple(&filter.focus, &options.focus, "focus"),
        std::tuple(&filter.ignore, &options.ignore, "ignore")})
    if (auto done = compileFilter(*target, *pattern, name, active); !done)
      return done.error();
  return filter;
}

Result<Survey> surveyBinaries(const ReportOptions &options,
                              const Model &profile) {
  Survey survey;
  std::vector<std::string> found;
  for (const std::string &path : namedBinaries(profile))
    if (isElf(path))
      found.push_back(path);
    else
      survey.remarks.push_back(whyUnread(path));
  if (found.empty())
    return survey;

  std::vector<std::string> ignored;
  Result<SiteFilter> filter = siteFilter(options, ignored);
  if (!filter)
    return filter.error();
  // Contexts are not what is filtered.
  ReportOptions all = options;
  all.focus = all.ignore = all.hide = all.show = all.showFrom = {};
  all.tagFocus = all.tagIgnore = {};
  auto plan = planView(all);
  if (!plan)
    return plan.error();
  Result<Model> model = readBinaries(found, profile, survey);
  if (!model)
    return model.error();
  if (survey.binaries.empty())
    return survey;
  auto session = makeSession(all, *plan, std::move(*model), nullptr);
  if (!session)
    return session.error();
  survey.session = std::move(*session);
  const View &view = *survey.session->view;
  survey.session->context->granularity = Granularity::Columns;
  survey.rows = listSites(view, !options.noFold, survey.binaries, *filter);
  survey.elided = listElided(view, !options.noFold, survey.binaries, *filter);
  return survey;
}

} // namespace allocsites
