// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites list: annotated source.
#include "cli/Session.h"
#include "cli/Verbs.h"
#include "render/Json.h"

#include <CLI/CLI.hpp>

namespace allocsites {

namespace {

class List : public Verb {
public:
  void addOptions(CLI::App &app) override {
    app.add_option("REGEX", pattern,
                   "Functions to list; also a file's name, or FILE:LINE")
        ->required()
        ->type_name("");
    addReportOptions(app, options);
    addBaseOptions(app, options);
  }

  Result<int> execute(const Arguments &) override {
    if (options.files.empty() && pattern.ends_with(".allocs"))
      return Error{fmt::format("list: '{0}' is a profile; say what to list "
                               "before it: 'allocsites list FUNCTION {0}'",
                               pattern)};
    auto search = sourceSearch(options);
    if (!search)
      return search.error();
    auto session =
        openSession(options, options.json ? Contents::All : Contents::Counts);
    if (!session)
      return session.error();
    ReportContext &context = *(*session)->context;
    auto functions = listFunctions(*(*session)->view, pattern, context.lens,
                                   (*session)->sort, options.json);
    if (!functions)
      return functions.error();
    if (options.nodeCount > 0 && functions->size() > size_t(options.nodeCount))
      functions->resize(size_t(options.nodeCount));
    SourceCache sources(std::move(*search));
    Buffer report;
    if (options.json)
      renderListJson(report, context, *functions, sources);
    else
      renderList(report, context, *functions, sources);
    if (auto written = writeReport(options, report); !written)
      return written.error();
    return 0;
  }

private:
  ReportOptions options;
  std::string pattern;
};

} // namespace

const VerbInfo ListVerb = {
    "list", "[flags] REGEX [FILE...]",
    "Source of the functions that match, with counts beside each line",
    "Examples:\n"
    "  allocsites list parseValue            functions with that in their "
    "name\n"
    "  allocsites list 'Parser::.*' app.allocs\n"
    "  allocsites list parser.cpp            all functions of a file\n"
    "  allocsites list parser.cpp:120        the function around a line\n"
    "  allocsites list --path-map /build=/home/me/src parse app.allocs\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<List>(); }};

} // namespace allocsites
