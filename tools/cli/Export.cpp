// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites export: the profile in another tool's format.
#include "export/Export.h"
#include "cli/Survey.h"
#include "cli/Verbs.h"

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace allocsites {

namespace {

class Export : public Verb {
public:
  void addOptions(CLI::App &app) override {
    std::string help = "The format; default: what the name of -o FILE says\n";
    for (const ExportFormat &format : exportFormats())
      help += fmt::format("{:<11}{} ({})\n", format.name, format.summary,
                          format.suffix);
    help.pop_back();
    app.option_defaults()->take_last();
    app.add_option("--format", name, help)->type_name("FORMAT");
    addReportOptions(app, options);
  }

  Result<int> execute(const Arguments &) override {
    Result<const ExportFormat *> format =
        findExportFormat(name, options.output);
    if (!format) {
      std::vector<std::string> names;
      for (const ExportFormat &each : exportFormats())
        names.push_back(each.name);
      return Error{format.error().message + didYouMean(name, names)};
    }
    if ((*format)->binary && options.output.empty() && isatty(STDOUT_FILENO))
      return Error{fmt::format("export: {} is no text for a terminal; give "
                               "-o FILE{}",
                               (*format)->name, (*format)->suffix)};
    auto search = sourceSearch(options);
    if (!search)
      return search.error();
    auto session = openSession(options);
    if (!session)
      return session.error();
    SourceCache sources(std::move(*search));
    Buffer report;
    Survey survey;
    {
      Progress progress(progressMode(options),
                        std::string("exporting as ") + (*format)->name);
      ExportRequest request{*(*session)->context, *(*session)->view, sources};
      if (options.nodeFraction >= 0)
        request.nodeFraction = options.nodeFraction;
      if ((*format)->coverage && !(*session)->model.isDifference) {
        auto read = surveyBinaries(options, (*session)->model);
        if (!read)
          return read.error();
        survey = std::move(*read);
        for (const std::string &remark : survey.remarks)
          note("what was not reached is left out: " + remark);
      }
      std::optional<UnreachedLines> unreached;
      if (survey.session) {
        const View &view = *survey.session->view;
        unreached.emplace(UnreachedLines{
            *survey.session->context,
            unreachedLines(view, survey.rows,
                           sitesByLine(view, survey.rows, survey.elided))});
        request.unreached = &*unreached;
      }
      (*format)->write(report, request);
    }
    if (auto written = writeReport(options, report); !written)
      return written.error();
    return 0;
  }

private:
  ReportOptions options;
  std::string name;
};

} // namespace

const VerbInfo ExportVerb = {
    "export", "--format=FORMAT [flags] [FILE...]",
    "The profile for pprof, speedscope, KCachegrind, dh_view, ...",
    "Filters apply, and library code is folded unless --no-fold is given.\n\n"
    "Examples:\n"
    "  allocsites export -o app.pb.gz app.allocs && go tool pprof -http=: "
    "app.pb.gz\n"
    "  allocsites export --format=folded -alloc_objects app.allocs | "
    "flamegraph.pl\n"
    "  allocsites export -o app.callgrind --no-fold && kcachegrind "
    "app.callgrind\n"
    "  allocsites export -o app.sarif app.allocs\n"
    "  allocsites export -o app.info -alloc_objects && genhtml app.info\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Export>(); }};

} // namespace allocsites
