// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites tree: the call tree from the roots down.
#include "cli/Session.h"
#include "cli/Verbs.h"
#include "render/Json.h"
#include "render/TreeText.h"

#include <CLI/CLI.hpp>

namespace allocsites {

namespace {

class Tree : public Verb {
public:
  void addOptions(CLI::App &app) override {
    addReportOptions(app, options);
    addBaseOptions(app, options);
    app.add_option("--depth", depth, "Show at most N levels (0: all)")
        ->type_name("N")
        ->group("Output");
  }

  Result<int> execute(const Arguments &) override {
    auto session = openSession(options, Contents::Counts);
    if (!session)
      return session.error();
    ReportContext &context = *(*session)->context;
    CallTree tree = makeCallTree(*(*session)->view, context.granularity);
    tree.sortChildren((*session)->model, context.lens);
    TreeOptions treeOptions;
    treeOptions.nodeFraction = topOptions(options, **session).nodeFraction;
    treeOptions.maxDepth = depth;
    Buffer report;
    if (options.json)
      renderTreeJson(report, context, tree, treeOptions.nodeFraction);
    else
      renderTree(report, context, tree, treeOptions);
    if (auto written = writeReport(options, report); !written)
      return written.error();
    return 0;
  }

private:
  ReportOptions options;
  size_t depth = 0;
};

} // namespace

const VerbInfo TreeVerb = {
    "tree", "[flags] [FILE...]",
    "Call tree from the roots down, largest branch first",
    "Examples:\n"
    "  allocsites tree app.allocs\n"
    "  allocsites tree -lines -nodefraction=0.05 app.allocs\n"
    "  allocsites tree -show_from=handleRequest -sample_index=alloc_objects\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Tree>(); }};

} // namespace allocsites
