// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites peek: callers and callees.
#include "cli/Session.h"
#include "cli/Verbs.h"
#include "render/Json.h"
#include "render/PeekText.h"

#include <CLI/CLI.hpp>

namespace allocsites {

namespace {

class Peek : public Verb {
public:
  void addOptions(CLI::App &app) override {
    app.add_option("REGEX", pattern, "Functions or files to show")
        ->required()
        ->type_name("");
    addReportOptions(app, options);
    addBaseOptions(app, options);
  }

  Result<int> execute(const Arguments &) override {
    if (options.files.empty() && pattern.ends_with(".allocs"))
      return Error{fmt::format("peek: '{0}' is a profile; say whose neighbours "
                               "before it: 'allocsites peek FUNCTION {0}'",
                               pattern)};
    Result<Regex> regex = Regex::compile(pattern);
    if (!regex)
      return regex.error();
    auto session = openSession(options, Contents::Counts);
    if (!session)
      return session.error();
    const Model &model = (*session)->model;
    Names &names = (*session)->names;
    ReportContext &context = *(*session)->context;
    auto entries = neighbourhoods(
        *(*session)->view, context.granularity, context.lens, (*session)->sort,
        [&](const RowPlace &row) {
          return row.function == None
                     ? regex->matches(model.string(row.file))
                     : matches(*regex, model, names, row.function);
        });
    if (entries.empty())
      return Error{"no function or file that allocates matches '" + pattern +
                   "'; 'allocsites top' shows the names, --no-fold shows "
                   "library code too"};
    Buffer report;
    if (options.json)
      renderPeekJson(report, context, entries);
    else
      renderPeek(report, context, entries);
    if (auto written = writeReport(options, report); !written)
      return written.error();
    return 0;
  }

private:
  ReportOptions options;
  std::string pattern;
};

} // namespace

const VerbInfo PeekVerb = {
    "peek", "[flags] REGEX [FILE...]",
    "Callers and callees of the functions that match",
    "Examples:\n"
    "  allocsites peek 'Cache::insert' app.allocs\n"
    "  allocsites peek -lines cache.cpp app.allocs\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Peek>(); }};

} // namespace allocsites
