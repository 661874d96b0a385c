// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites sites: what a program could allocate, and what of it a run did.
#include "render/Sites.h"
#include "binary/BinarySites.h"
#include "binary/Elf.h"
#include "binary/NamedBinaries.h"
#include "cli/Session.h"
#include "cli/Survey.h"
#include "cli/Verbs.h"
#include "profile/Reader.h"

#include <CLI/CLI.hpp>

namespace allocsites {

namespace {

class Sites : public Verb {
public:
  void addOptions(CLI::App &app) override {
    app.add_flag("--unreached", unreached, "Only what no profile has reached")
        ->group("What to show");
    app.add_flag("--elided", report.onlyElided,
                 "Allocations of the source that the optimiser removed")
        ->group("What to show");
    app.add_flag("--allocations", onlyAllocations,
                 "Only sites that allocate themselves")
        ->group("What to show");
    app.add_flag("--calls", onlyCalls,
                 "Only calls that may lead to an allocation")
        ->group("What to show");
    addSiteOptions(app, options);
  }

  Result<int> execute(const Arguments &) override {
    std::vector<std::string> active;
    Result<SiteFilter> filter = siteFilter(options, active);
    if (!filter)
      return filter.error();
    // Contexts are not what is filtered.
    options.focus = options.ignore = {};
    auto session = openSession(options, [&] { return read(); });
    if (!session)
      return session.error();
    report.hasProfile = !(*session)->model.runs.empty();
    if (unreached && !report.hasProfile)
      return Error{"sites: --unreached needs a profile; run the program and "
                   "give it: allocsites sites --unreached PROGRAM PROFILE"};
    warnOfStrangers((*session)->model);
    report.onlyUnreached = unreached;
    report.allocations = onlyAllocations || !onlyCalls;
    report.calls = onlyCalls || !onlyAllocations;
    report.byPlace =
        options.functions || options.lines || options.columns || options.byFile;
    ReportContext &context = *(*session)->context;
    context.activeFilters = active;
    if (!report.byPlace)
      context.granularity = Granularity::Columns;
    report.rows =
        listSites(*(*session)->view, !options.noFold, report.binaries, *filter);
    report.elided = listElided(*(*session)->view, !options.noFold,
                               report.binaries, *filter);
    Buffer text;
    if (options.json)
      renderSitesJson(text, context, report);
    else
      renderSites(text, context, report);
    if (auto written = writeReport(options, text); !written)
      return written.error();
    return 0;
  }

private:
  Result<Model> read();
  Result<void> readBinary(const std::string &path, ModelBuilder &builder);
  Result<void> readBinariesOf(ModelBuilder &builder);
  void warnOfStrangers(const Model &model) const;

  ReportOptions options;
  bool unreached = false, onlyAllocations = false, onlyCalls = false;
  SitesReport report;
};

Result<void> Sites::readBinary(const std::string &path, ModelBuilder &builder) {
  Result<BinaryInventory> sites = readBinarySites(path, builder);
  if (!sites)
    return sites.error();
  report.binaries.push_back(std::move(*sites));
  return {};
}

/// The programs and libraries that the profiles' sites are in.
Result<void> Sites::readBinariesOf(ModelBuilder &builder) {
  std::vector<std::string> paths = namedBinaries(builder.soFar());
  if (paths.empty())
    return Error{fmt::format("{}: nothing in it was allocated in instrumented "
                             "code; give the program or library whose sites "
                             "you want",
                             options.files.front())};
  for (const std::string &path : paths)
    if (auto done = readBinary(path, builder); !done)
      return Error{done.error().message +
                   "; or name the binaries: allocsites sites PROGRAM PROFILE"};
  return {};
}

Result<Model> Sites::read() {
  if (options.files.empty()) {
    auto newest = chooseFiles(options);
    if (!newest)
      return newest.error();
    options.files = *newest;
  }
  std::vector<std::string> binaries, profiles;
  for (const std::string &file : options.files)
    (isElf(file) ? binaries : profiles).push_back(file);
  ModelBuilder builder(Strings::Copied);
  {
    Progress progress(progressMode(options), "reading profiles");
    for (const std::string &profile : profiles) {
      progress.say("reading " + printable(profile));
      if (auto done = readProfile(profile, builder); !done)
        return done.error();
    }
    for (const std::string &binary : binaries) {
      progress.say("reading sites of " + printable(binary));
      if (auto done = readBinary(binary, builder); !done)
        return done.error();
    }
  }
  if (binaries.empty())
    if (auto done = readBinariesOf(builder); !done)
      return done.error();
  return builder.take();
}

/// Of binaries that no profile mentions all sites look unreached, and of those
/// that were built again since any may.
void Sites::warnOfStrangers(const Model &model) const {
  if (!report.hasProfile)
    return;
  std::vector<SiteTally> ran = sitesThatRan(model, report.binaries);
  for (size_t i = 0; i < ran.size(); ++i)
    if (const std::string &path = report.binaries[i].path; ran[i].sites == 0)
      note(fmt::format("warning: {}: no profile has a site of a file of that "
                       "name; is it the one that was run?",
                       path));
    else if (ran[i].reached != ran[i].sites)
      note("warning: " + describeStranger(path, ran[i]));
}

} // namespace

const VerbInfo SitesVerb = {
    "sites", "[flags] [BINARY|PROFILE...]",
    "What a program could allocate, and which of it a run reached",
    "Reads sites from programs and shared libraries as they are on disk; with "
    "profiles alone from those that they name. A site counts as reached when "
    "something was allocated at it or through it.\n\n"
    "Examples:\n"
    "  allocsites sites ./app                 all sites, nothing has to run\n"
    "  allocsites sites -files app.allocs     coverage by source file\n"
    "  allocsites sites --elided ./app        what the optimiser removed\n"
    "  allocsites sites --unreached --allocations ./app app.*.allocs\n"
    "  allocsites sites --json ./libparser.so tests.allocs\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Sites>(); }};

} // namespace allocsites
