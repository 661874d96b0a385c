// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites run: runs a program, then says where its profile is and what its
// worst lines are.
#include "cli/Recording.h"
#include "cli/Session.h"
#include "cli/Verbs.h"
#include "profile/Reader.h"
#include "render/Json.h"
#include "render/TopText.h"
#include "support/Units.h"

#include <CLI/CLI.hpp>

namespace allocsites {

namespace {

constexpr size_t WorstLines = 10;
constexpr size_t MostFilesNamed = 10;

std::string quoted(const std::string &text) {
  if (text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV"
                             "WXYZ0123456789_-+=./,:@%") == std::string::npos)
    return text;
  std::string result = "'";
  for (char c : text)
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

class RunCommand : public Verb {
public:
  bool takesCommand() const override { return true; }

  void addOptions(CLI::App &app) override {
    app.option_defaults()->take_last();
    app.add_option("-o,--output", recording.pattern,
                   "Where the profile goes; %p stands for the process, %e for "
                   "the program, %h for the host, %t for the time (default " +
                       std::string(DefaultPattern) + ")")
        ->type_name("FILE");
    addRecordOptions(app, recording);
    app.add_flag("--quiet", quiet, "Say only where the profile is");
    app.add_flag("--json", json,
                 "Print the ten worst lines as 'top --json -lines' does");
    app.add_option("--report", reportFile,
                   "Write the summary to a file instead of standard error")
        ->type_name("FILE");
  }

  Result<int> execute(const Arguments &command) override {
    if (command.empty())
      return Error{"run: no program given; 'allocsites run -- PROGRAM "
                   "[ARGUMENTS...]'"};
    Result<Recording> plan = planRecording(recording, "run");
    if (!plan)
      return plan.error();
    ProfileHunt hunt(plan->pattern, plan->runId);
    LaunchResult result = launch(command, plan->variables);
    if (result.pid == 0) {
      note(fmt::format("{}: {}", command[0], result.problem));
      return result.status;
    }
    if (Result<void> done =
            report(hunt.find(uint32_t(result.pid)), command, *plan);
        !done)
      note(done.error().message); // The program's status comes first.
    return result.status;
  }

private:
  Result<void> report(const ProfileHunt::Catch &found, const Arguments &command,
                      const Recording &plan) const {
    if (found.ours.empty()) {
      explainNoProfile(command, plan, found);
      return {};
    }
    Result<Model> model = readProfiles(found.ours);
    if (!model)
      return model.error();
    Buffer out;
    if (json)
      printJson(out, *model);
    else
      printSummary(out, *model, found.ours);
    if (reportFile.empty()) {
      std::fflush(stdout);
      std::fwrite(out.data(), 1, out.size(), stderr);
      return {};
    }
    ReportOptions toFile;
    toFile.output = reportFile;
    return writeReport(toFile, out);
  }

  void printSummary(Buffer &out, const Model &model,
                    const std::vector<std::string> &files) const {
    std::string arguments;
    for (size_t i = 0; i < files.size(); ++i) {
      if (i < MostFilesNamed)
        print(out, "allocsites: profile: {}\n", shortPath(files[i]));
      arguments += " " + quoted(shortPath(files[i]));
    }
    if (files.size() > MostFilesNamed)
      print(out, "allocsites: and {} more profiles of its children there\n",
            files.size() - MostFilesNamed);
    for (const std::string &text : model.warnings)
      print(out, "allocsites: warning: {}\n", text);
    print(out, "allocsites: {} of {} in all\n",
          formatCount(model.totals[Lens::AllocObjects], "allocation"),
          formatBytes(model.totals[Lens::AllocSpace]));
    if (quiet)
      return;
    Names names(model);
    View view(model, names, LibraryRules(), {});
    std::vector<Row> rows = computeRows(view, Granularity::Lines);
    TopTable bySpace = worst(rows, model, Lens::AllocSpace);
    TopTable byObjects = worst(rows, model, Lens::AllocObjects);
    if (bySpace.rows.empty())
      return;
    printTable(out, view, Lens::AllocSpace, bySpace);
    if (sameOrder(bySpace, byObjects))
      print(out, "\nThe same lines in the same order by alloc_objects.\n");
    else
      printTable(out, view, Lens::AllocObjects, byObjects);
    print(out,
          "\nNext: allocsites top -lines{0}\n"
          "      allocsites list FUNCTION{0}\n"
          "      allocsites advise{0}\n",
          files.size() <= MostFilesNamed ? arguments : " ...");
  }

  static TopTable worst(const std::vector<Row> &rows, const Model &model,
                        Lens lens) {
    std::vector<Row> own = rows;
    std::erase_if(own, [&](const Row &row) { return row.flat[lens] == 0; });
    return makeTopTable(std::move(own), model,
                        {lens, SortKey::Flat, WorstLines, 0});
  }

  static bool sameOrder(const TopTable &a, const TopTable &b) {
    return std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(),
                      b.rows.end(), [](const Row &x, const Row &y) {
                        return x.function == y.function && x.line == y.line &&
                               x.file == y.file;
                      });
  }

  static void printTable(Buffer &out, const View &view, Lens lens,
                         const TopTable &table) {
    ReportContext context{
        view.model(), view.names(), view.kinds(), lens, Granularity::Lines,
        {},           false,        false,        {}};
    print(out, "\nWorst lines by {}{}:\n", info(lens).name,
          table.rows.size() < table.candidates
              ? fmt::format(" ({} of {})", table.rows.size(), table.candidates)
              : "");
    printTopTable(out, context, table);
  }

  static void printJson(Buffer &out, const Model &model) {
    Names names(model);
    View view(model, names, LibraryRules(), {});
    ReportContext context{
        model, names, view.kinds(), Lens::AllocSpace, Granularity::Lines,
        {},    false, false,        unknownKind(view)};
    renderTopJson(
        out, context,
        worst(computeRows(view, Granularity::Lines, {.distributions = true}),
              model, Lens::AllocSpace));
  }

  RecordOptions recording;
  std::string reportFile;
  bool quiet = false, json = false;
};

} // namespace

const VerbInfo RunVerb = {
    "run", "[flags] -- PROGRAM [ARGUMENTS...]",
    "Run a program, then show where its profile is and its worst lines",
    "The program's exit status is passed on (128 + n for signal n; 127: not\n"
    "found, 126: cannot be executed).\n\n"
    "Examples:\n"
    "  allocsites run -- ./app --its --flags\n"
    "  allocsites run -o /tmp/app.%p.allocs -- ctest\n"
    "  allocsites run --live=0 -- ./app       without following frees\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<RunCommand>(); }};

} // namespace allocsites
