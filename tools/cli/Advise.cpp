// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites advise: what to change, and what that would save.
#include "advice/Advisor.h"
#include "cli/Session.h"
#include "cli/Verbs.h"
#include "render/Advice.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace allocsites {

namespace {

class Advise : public Verb {
public:
  void addOptions(CLI::App &app) override {
    addReportOptions(app, options);
    app.add_option("--rule", rules,
                   "Only this rule's findings (several: give it again)")
        ->type_name("RULE")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false)
        ->group("Output");
  }

  Result<int> execute(const Arguments &) override {
    for (const std::string &rule : rules)
      if (!AdviceRules::builtin().find(rule))
        return Error{
            fmt::format("-rule={}: unknown; give one of {}{}", rule,
                        fmt::join(AdviceRules::builtin().ids(), ", "),
                        didYouMean(rule, AdviceRules::builtin().ids()))};
    auto search = sourceSearch(options);
    if (!search)
      return search.error();
    auto session = openSession(options);
    if (!session)
      return session.error();
    ReportContext &context = *(*session)->context;
    SourceCache sources(std::move(*search));
    AdviceRequest request{*(*session)->view, sources};
    request.only = rules;
    request.leastShare = options.nodeFraction >= 0 ? options.nodeFraction
                         : options.json            ? 0
                                                   : UsualLeastShare;
    bool lensGiven =
        !options.sampleIndex.empty() ||
        std::find(options.lensShortcuts.begin(), options.lensShortcuts.end(),
                  true) != options.lensShortcuts.end();
    if (lensGiven)
      request.unit = info(context.lens).unit;
    std::vector<Finding> findings;
    {
      Progress progress(progressMode(options), "looking for advice");
      findings = advise(request);
    }
    size_t most = options.nodeCount >= 0 ? size_t(options.nodeCount)
                  : options.json         ? 0
                                         : 20;
    Buffer report;
    if (options.json)
      renderAdviceJson(report, context, findings, most);
    else
      renderAdvice(report, context, findings, most);
    if (auto written = writeReport(options, report); !written)
      return written.error();
    return 0;
  }

private:
  ReportOptions options;
  std::vector<std::string> rules;
};

} // namespace

const VerbInfo AdviseVerb = {
    "advise", "[flags] [FILE...]",
    "What to change in the program, and what that would save",
    "Each finding names a line, what is wrong with how it allocates, what to "
    "do\nand the saving, computed from the profile. The largest saving comes "
    "first; by\ndefault the larger of its shares of all allocations and of all "
    "bytes counts,\nwith a lens such as -alloc_objects that one.\n\n"
    "Examples:\n"
    "  allocsites advise                     newest profile here\n"
    "  allocsites advise -focus=parse app.allocs\n"
    "  allocsites advise -rule=vector-no-reserve -nodefraction=0 app.allocs\n"
    "  allocsites advise --json app.allocs   for programs\n"
    "  allocsites export -o app.sarif app.allocs   the same for editors and "
    "CI\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Advise>(); }};

} // namespace allocsites
