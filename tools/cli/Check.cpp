// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites check: a gate for CI. Exit status 0 if all budgets are kept, 1 if
// one is broken, 2 if that could not be told.
#include "budget/Budget.h"
#include "cli/Session.h"
#include "cli/Verbs.h"
#include "render/BudgetReport.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

namespace allocsites {

namespace {

class Check : public Verb {
public:
  void addOptions(CLI::App &app) override {
    app.add_option("--budget", budget, "The budgets (see docs/check.md)")
        ->required()
        ->type_name("FILE");
    app.add_option("--baseline", baseline,
                   "Profile that relative limits are relative to (repeatable: "
                   "merged)")
        ->type_name("PROFILE")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false);
    app.add_option("--worst", worst, "Show N lines of a broken budget (5)")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber);
    app.add_flag("--github", github,
                 "Annotations for GitHub Actions on standard output");
    app.add_option("--junit", junit, "Also write JUnit's XML to a file")
        ->type_name("FILE");
    addReportOptions(app, options);
  }

  Result<int> execute(const Arguments &) override {
    Result<std::vector<Budget>> budgets = readBudgets(budget);
    if (!budgets)
      return budgets.error();
    for (const Budget &each : *budgets)
      if (each.needsBaseline() && baseline.empty())
        return Error{fmt::format("{}:{}: \"{}\" has a limit relative to a "
                                 "baseline; give one with --baseline=PROFILE",
                                 budget, each.line, each.name)};
    auto session = openSession(options);
    if (!session)
      return session.error();
    std::unique_ptr<Session> baseSession;
    std::optional<CheckedProfile> base;
    if (!baseline.empty()) {
      ReportOptions baseOptions = options;
      baseOptions.files = baseline;
      auto opened = openSession(baseOptions);
      if (!opened)
        return opened.error();
      baseSession = std::move(*opened);
      base.emplace(checked(*baseSession));
    }

    ReportContext &context = *(*session)->context;
    std::vector<BudgetResult> results = checkBudgets(
        *budgets, checked(**session), base ? &*base : nullptr, worst);
    if (!junit.empty()) {
      Buffer xml;
      renderBudgetsJunit(xml, context, results);
      ReportOptions file;
      file.output = junit;
      if (auto written = writeReport(file, xml); !written)
        return written.error();
    }
    Buffer report;
    if (options.json)
      renderBudgetsJson(report, context, results);
    else if (github)
      renderBudgetsGithub(report, context, results,
                          std::filesystem::current_path().string());
    if (!options.json)
      renderBudgets(report, context, results);
    if (auto written = writeReport(options, report); !written)
      return written.error();
    for (const BudgetResult &result : results)
      if (result.isBroken())
        return 1;
    return 0;
  }

private:
  static CheckedProfile checked(Session &session) {
    return {session.model, session.names, session.plan->rules,
            session.viewOptions};
  }

  ReportOptions options;
  std::string budget, junit;
  std::vector<std::string> baseline;
  size_t worst = 5;
  bool github = false;
};

} // namespace

const VerbInfo CheckVerb = {
    "check", "--budget=FILE [flags] [FILE...]",
    "Whether a profile keeps its budgets: a gate for CI",
    "Examples:\n"
    "  allocsites check --budget=budget.json app.allocs\n"
    "  allocsites check --budget=budget.json --baseline=main.allocs "
    "app.allocs\n"
    "  allocsites check --budget=budget.json --github --junit=out.xml "
    "tests.*.allocs\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Check>(); }};

} // namespace allocsites
