// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites tests: what each test allocates, by the label that the adapters
// for test frameworks set.
#include "cli/Session.h"
#include "cli/Verbs.h"
#include "model/LabelRows.h"
#include "render/Json.h"
#include "render/LabelText.h"

#include <CLI/CLI.hpp>

namespace allocsites {

namespace {

class Tests : public Verb {
public:
  void addOptions(CLI::App &app) override {
    addReportOptions(app, options);
    app.add_option("--label", key, "List the values of this label")
        ->type_name("KEY")
        ->capture_default_str()
        ->group("By what");
    app.add_option("--worst", worst, "The N worst lines below each test")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber)
        ->group("Output");
  }

  Result<int> execute(const Arguments &) override {
    auto session = openSession(options);
    if (!session)
      return session.error();
    ReportContext &context = *(*session)->context;
    context.granularity =
        Granularity::Lines; // of the worst, whatever the flags
    LabelTable table = labelRows(*(*session)->view, key, context.lens, worst);
    if (table.rows.empty())
      return Error{fmt::format(
          "no test in {}: nothing has a label '{}'; link the tests with "
          "AllocSites::gtest, AllocSites::catch2 or AllocSites::doctest, or "
          "name another label with --label",
          (*session)->model.runs[0].path, key)};
    Buffer report;
    if (options.json)
      renderLabelsJson(report, context, table);
    else
      renderLabels(report, context, table, key,
                   size_t(std::max(options.nodeCount, 0L)));
    if (auto written = writeReport(options, report); !written)
      return written.error();
    return 0;
  }

private:
  ReportOptions options;
  std::string key = "test";
  size_t worst = 0;
};

} // namespace

const VerbInfo TestsVerb = {
    "tests", "[flags] [FILE...]",
    "Table of what each test allocates, keeps and leaks",
    "Examples:\n"
    "  allocsites tests tests.allocs\n"
    "  allocsites tests -worst=3 -sample_index=alloc_objects *.allocs\n"
    "  allocsites top -tagfocus=test=Parser.Empty -lines tests.allocs\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Tests>(); }};

} // namespace allocsites
