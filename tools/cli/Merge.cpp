// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites merge: many profiles become one file, in memory for one.
#include "cli/Session.h"
#include "cli/Verbs.h"
#include "model/RunSum.h"
#include "profile/Reader.h"
#include "profile/Writer.h"
#include "support/Units.h"

#include <CLI/CLI.hpp>
#include <filesystem>

namespace allocsites {

namespace {

/// What the file of a profile is called without what patterns add to tell
/// processes apart: `a.b` of `/x/a.b.1700000000.42.allocs`.
std::string nameOf(const std::string &file) {
  std::string name = std::filesystem::path(file).filename();
  auto cut = [&](size_t at) {
    if (at != std::string::npos && at != 0)
      name.resize(at);
  };
  if (name.ends_with(".allocs"))
    cut(name.size() - 7);
  for (size_t dot;
       (dot = name.rfind('.')) != std::string::npos && dot != 0 &&
       dot + 1 < name.size() &&
       name.find_first_not_of("0123456789", dot + 1) == std::string::npos;)
    cut(dot);
  return name;
}

class Merge : public Verb {
public:
  void addOptions(CLI::App &app) override {
    app.add_option("FILE", options.files, "Profiles")->type_name("");
    app.option_defaults()->take_last();
    app.add_option("-o,--output", options.output, "The profile to write")
        ->type_name("FILE");
    app.add_option("--label", label,
                   "Give what each profile holds a label, KEY=NAME, after the "
                   "name of its file without numbers and .allocs")
        ->type_name("KEY");
    app.add_option("--progress", options.progress,
                   "Say on standard error what is being done: auto (on a "
                   "terminal, after a second), always or never")
        ->type_name("WHEN")
        ->check(CLI::IsMember({"auto", "always", "never"}));
  }

  Result<int> execute(const Arguments &) override {
    if (options.output.empty())
      return Error{"merge: no file to write; give -o FILE"};
    if (label.find('=') != std::string::npos)
      return Error{fmt::format("merge: --label={}: give the key alone; the "
                               "values are the names of the profiles",
                               label)};
    if (options.files.empty())
      return Error{"merge: no profiles; give the files to merge"};
    // A second 'merge -o all.allocs *.allocs' would count all twice.
    for (const std::string &file : options.files) {
      std::error_code ignored;
      if (std::filesystem::equivalent(file, options.output, ignored))
        return Error{fmt::format("merge: {} is to be read and to be written; "
                                 "take it off the profiles, or write to "
                                 "another file",
                                 options.output)};
    }
    Result<Model> model = readAll();
    if (!model)
      return model.error();
    Progress progress(progressMode(options), "writing " + options.output);
    if (auto written = writeProfile(options.output, *model); !written)
      return written.error();
    return 0;
  }

private:
  Result<Model> readAll() {
    ModelBuilder builder(Strings::Copied);
    RunSum runs;
    size_t tracked[LensCount] = {};
    std::vector<std::string> warnings;
    {
      Progress progress(progressMode(options), "reading profiles");
      for (size_t i = 0; i < options.files.size(); ++i) {
        progress.say(fmt::format("reading profile {} of {}, {}", i + 1,
                                 options.files.size(),
                                 printable(options.files[i])));
        if (!label.empty())
          builder.beginBelowLabel(label + "=" + nameOf(options.files[i]));
        if (auto read = readProfile(options.files[i], builder); !read)
          return read.error();
        for (Run &run : builder.takeRuns()) {
          for (const LensInfo &lens : Lenses)
            tracked[size_t(lens.lens)] +=
                (run.tracking & lens.needs) == lens.needs;
          runs.add(std::move(run));
        }
      }
    }
    for (const std::string &text : builder.takeWarnings())
      note("warning: " + text);
    for (const LensInfo &lens : Lenses)
      if (size_t has = tracked[size_t(lens.lens)];
          has != 0 && has != options.files.size())
        note(fmt::format("warning: {} does not know {}, which {} of {} do not",
                         options.output, lens.name,
                         formatCount(options.files.size() - has, "profile"),
                         options.files.size()));
    Model model = builder.take();
    Run run = runs.take();
    // What the contexts say, also of programs that were still running.
    if (run.merged > 1 || run.timeline.peakSpace == 0)
      run.timeline.peakSpace = uint64_t(model.totals[Lens::PeakSpace]);
    model.runs.push_back(std::move(run));
    return model;
  }

  ReportOptions options;
  std::string label; ///< key; empty: none
};

} // namespace

const VerbInfo MergeVerb = {
    "merge", "-o OUT FILE...", "Many profiles as one file",
    "Counts are summed in every lens, context by context; a peak is then a "
    "sum of peaks.\n\n"
    "Examples:\n"
    "  allocsites merge -o all.allocs worker-*.allocs\n"
    "  allocsites top all.allocs\n"
    "  allocsites merge --label=test -o tests.allocs profiles/*.allocs\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Merge>(); }};

} // namespace allocsites
