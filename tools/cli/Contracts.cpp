// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites contracts: allocations below functions that promise not to.
#include "cli/Session.h"
#include "cli/Verbs.h"
#include "model/Breaches.h"
#include "render/BreachText.h"
#include "render/Json.h"

#include <CLI/CLI.hpp>

namespace allocsites {

namespace {

class Contracts : public Verb {
public:
  void addOptions(CLI::App &app) override { addReportOptions(app, options); }

  Result<int> execute(const Arguments &) override {
    auto session = openSession(options);
    if (!session)
      return session.error();
    ReportContext &context = *(*session)->context;
    context.granularity = Granularity::Lines; // of paths, whatever the flags
    BreachTable table = findBreaches(*(*session)->view, context.lens);
    Buffer report;
    if (options.json)
      renderBreachesJson(report, context, table);
    else
      renderBreaches(report, context, table,
                     size_t(std::max(options.nodeCount, 0L)));
    if (auto written = writeReport(options, report); !written)
      return written.error();
    return table.contracts.empty() ? 0 : 1;
  }

private:
  ReportOptions options;
};

} // namespace

const VerbInfo ContractsVerb = {
    "contracts", "[flags] [FILE...]",
    "Functions that promise not to allocate and did; exit status 1",
    "Examples:\n"
    "  allocsites contracts app.allocs\n"
    "  allocsites contracts --json *.allocs\n"
    "  allocsites top -tagfocus=contracts=allowed -lines app.allocs\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Contracts>(); }};

} // namespace allocsites
