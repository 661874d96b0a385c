// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites top: what allocates most.
#include "cli/Session.h"
#include "cli/Verbs.h"
#include "render/Json.h"
#include "render/TopText.h"

#include <CLI/CLI.hpp>

#include <optional>

namespace allocsites {

namespace {

class Top : public Verb {
public:
  void addOptions(CLI::App &app) override {
    addReportOptions(app, options);
    app.add_option("--per", operations,
                   "Print the rows alone, divided by the N operations that the "
                   "program did: allocations and bytes of each")
        ->type_name("N")
        ->check(CLI::Range(uint64_t(1), uint64_t(1) << 53))
        ->group("Output");
    app.add_flag("--rows-only", rowsOnly,
                 "Print the rows alone: allocations and bytes of each")
        ->group("Output");
    addBaseOptions(app, options);
  }

  Result<int> execute(const Arguments &) override {
    auto session =
        openSession(options, options.json ? Contents::All : Contents::Counts);
    if (!session)
      return session.error();
    ReportContext &context = *(*session)->context;
    TopTable table =
        makeTopTable(computeRows(*(*session)->view, context.granularity,
                                 {.distributions = options.json}),
                     (*session)->model, topOptions(options, **session));
    Buffer report;
    if (options.json)
      renderTopJson(report, context, table);
    else if (operations || rowsOnly)
      renderTopRows(report, context, table, operations);
    else
      renderTop(report, context, table);
    if (auto written = writeReport(options, report); !written)
      return written.error();
    return 0;
  }

private:
  ReportOptions options;
  std::optional<uint64_t> operations;
  bool rowsOnly = false;
};

} // namespace

const VerbInfo TopVerb = {
    "top", "[flags] [FILE...]",
    "Table of the functions, lines or files that allocate most",
    "Examples:\n"
    "  allocsites top                        newest profile here, by function\n"
    "  allocsites top -lines -cum app.allocs by line, with all that it calls\n"
    "  allocsites top -sample_index=alloc_objects -focus=parse app.allocs\n"
    "  allocsites top --json -lines app.*.allocs   several processes, merged\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Top>(); }};

} // namespace allocsites
