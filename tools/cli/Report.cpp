// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites report: the profile as a page for the browser.
#include "advice/Advisor.h"
#include "cli/Session.h"
#include "cli/Survey.h"
#include "cli/Verbs.h"
#include "model/Difference.h"
#include "report/Page.h"
#include "report/ReportBuilder.h"
#include "report/ReportJson.h"

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace allocsites {

namespace {

constexpr const char *NoTemplate =
    "report: this build has no page for the browser: npm was missing or could "
    "not fetch its packages; install nodejs and npm and run './dev build'; "
    "--json works without";

class Report : public Verb {
public:
  void addOptions(CLI::App &app) override {
    app.add_option("--title", title, "Heading (default: the program's name)")
        ->type_name("TEXT");
    app.add_flag("--no-source", noSource, "Leave the text of sources out");
    app.add_option("--diff_base", base,
                   "Compare with these profiles in every view (repeatable)")
        ->type_name("PROFILE")
        ->allow_extra_args(false);
    addReportOptions(app, options);
  }

  Result<int> execute(const Arguments &) override {
    if (!options.json && options.output.empty() && isatty(STDOUT_FILENO))
      return Error{"report: give -o FILE.html; the page is no text for a "
                   "terminal"};
    auto search = sourceSearch(options);
    if (!search)
      return search.error();
    auto session = openSession(options);
    if (!session)
      return session.error();
    if (!options.json && report::pageTemplate().empty())
      return Error{NoTemplate};

    std::unique_ptr<Session> baseSession;
    if (!base.empty()) {
      ReportOptions baseOptions = options;
      baseOptions.files = base;
      // The new profile says where functions are, as for `diff`.
      auto opened = openSession(baseOptions, [&]() -> Result<Model> {
        Result<Model> model = readModel(baseOptions);
        if (model)
          rebase(*model, (*session)->model);
        return model;
      });
      if (!opened)
        return opened.error();
      baseSession = std::move(*opened);
    }
    Buffer report;
    {
      Progress progress(progressMode(options), "making the page");
      report::ReportBuilder builder;
      builder.addSide(*(*session)->view);
      if (baseSession)
        builder.addSide(*baseSession->view);
      SourceCache cache(std::move(*search));
      AdviceRequest request{*(*session)->view, cache};
      request.leastShare =
          options.nodeFraction >= 0 ? options.nodeFraction : UsualLeastShare;
      builder.addAdvice(*(*session)->view, advise(request));
      if (auto done = addCoverage(builder, (*session)->model); !done)
        return done.error();
      report::ReportData data = builder.take();
      std::vector<report::ReportSource> sources;
      if (!noSource)
        sources = report::collectSources(data, cache);
      if (options.json) {
        report::writeReportJson(report, data, sources, settings(**session));
      } else {
        report::PackedReport packed =
            report::packReport(data, sources, settings(**session));
        if (auto made =
                report::writePage(report, report::pageTemplate(), packed);
            !made)
          return made.error();
      }
    }
    if (auto written = writeReport(options, report); !written)
      return written.error();
    return 0;
  }

private:
  Result<void> addCoverage(report::ReportBuilder &builder,
                           const Model &model) const {
    auto survey = surveyBinaries(options, model);
    if (!survey)
      return survey.error();
    if (survey->session)
      builder.addCoverage(*survey->session->view, *survey->session->context,
                          survey->rows, survey->elided);
    builder.addCoverageRemarks(std::move(survey->remarks));
    return {};
  }

  report::ReportSettings settings(const Session &session) const {
    const ReportContext &context = *session.context;
    // Lines say more than functions on a page; unless somebody asks.
    Granularity granularity = options.functions ? Granularity::Functions
                              : context.granularity == Granularity::Functions
                                  ? Granularity::Lines
                                  : context.granularity;
    return {title, context.lens, granularity, !options.noFold,
            context.activeFilters};
  }

  ReportOptions options;
  std::vector<std::string> base;
  std::string title;
  bool noSource = false;
};

} // namespace

const VerbInfo ReportVerb = {
    "report", "[flags] -o REPORT.html [FILE...]",
    "One HTML file with every view of a profile, for the browser",
    "Examples:\n"
    "  allocsites report -o report.html      newest profile here\n"
    "  allocsites report -o report.html -focus=parse app.allocs\n"
    "  allocsites report -o report.html --source-path ~/src app.allocs\n"
    "  allocsites report -o report.html -diff_base=before.allocs after.allocs\n"
    "  allocsites report --json app.allocs   the page's data\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Report>(); }};

} // namespace allocsites
