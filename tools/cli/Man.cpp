// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites man: the manual pages, made from what the verbs know of
// themselves.
#include "cli/ManPage.h"
#include "cli/Session.h"
#include "cli/Verbs.h"

#include <CLI/CLI.hpp>

namespace allocsites {

namespace {

class Man : public Verb {
public:
  bool takesCommand() const override { return true; }
  std::vector<std::string> commandChoices() const override {
    std::vector<std::string> names;
    for (const VerbInfo *verb : allVerbs())
      names.push_back(verb->name);
    return names;
  }
  void addOptions(CLI::App &app) override {
    app.add_option("-o,--output", options.output, "Write the page to a file")
        ->type_name("FILE");
  }

  Result<int> execute(const Arguments &command) override {
    if (command.size() > 1)
      return Error{"man: one verb at a time; 'allocsites man " + command[0] +
                   "'"};
    Buffer page;
    if (command.empty()) {
      printMainManPage(page);
    } else if (const VerbInfo *verb = findVerb(command[0])) {
      printManPage(page, *verb);
    } else {
      std::string meant = closest(command[0], commandChoices());
      return Error{fmt::format(
          "man: unknown verb '{}'{} (see 'allocsites --help')", command[0],
          meant.empty() ? "" : ", did you mean '" + meant + "'?")};
    }
    if (auto written = writeReport(options, page); !written)
      return written.error();
    return 0;
  }

private:
  ReportOptions options;
};

} // namespace

const VerbInfo ManVerb = {
    "man", "[-o FILE] [VERB]", "Manual page of a verb, or of all, as roff",
    "An installed package has these pages where man looks for them.\n\n"
    "Examples:\n"
    "  allocsites man top | man -l -\n"
    "  allocsites man -o allocsites.1\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Man>(); }};

} // namespace allocsites
