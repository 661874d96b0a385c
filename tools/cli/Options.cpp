// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "cli/Options.h"

#include "model/Lens.h"

#include <CLI/CLI.hpp>

namespace allocsites {

namespace {

void addLensOptions(CLI::App &app, ReportOptions &options) {
  app.add_option("--sample_index", options.sampleIndex,
                 "What a report counts: a lens below by its name, or by its "
                 "number in this order from 0 (default alloc_space)")
      ->type_name("LENS")
      ->group("What to count");
  for (const LensInfo &lens : Lenses)
    app.add_flag(std::string("--") + lens.name,
                 options.lensShortcuts[size_t(lens.lens)],
                 std::string("-sample_index=") + lens.name + ": " +
                     lens.meaning)
        ->group("What to count");
  app.add_flag("--cum", options.cum, "Sort by cum: with all that is called")
      ->group("What to count");
  app.add_flag("--flat", options.flat, "Sort by flat (default)")
      ->group("What to count");
}

void addGranularityOptions(CLI::App &app, ReportOptions &options) {
  const char *group = "By what";
  app.add_flag("--functions", options.functions, "By function (default)")
      ->group(group);
  app.add_flag("--lines", options.lines, "By source line")->group(group);
  app.add_flag("--columns", options.columns, "By source line and column")
      ->group(group);
  app.add_flag("--files", options.byFile, "By source file")->group(group);
}

constexpr const char *FilterGroup =
    "Filters (regular expressions, searched in function names and file names)";

/// \p what has frames.
void addFocusOptions(CLI::App &app, ReportOptions &options,
                     const std::string &what) {
  app.add_option("--focus", options.focus,
                 "Keep " + what + " with a frame that matches")
      ->type_name("REGEX")
      ->group(FilterGroup);
  app.add_option("--ignore", options.ignore,
                 "Drop " + what + " with a frame that matches")
      ->type_name("REGEX")
      ->group(FilterGroup);
}

void addFilterOptions(CLI::App &app, ReportOptions &options) {
  addFocusOptions(app, options, "contexts");
  auto add = [&](const char *name, std::string &value, const char *text) {
    app.add_option(name, value, text)->type_name("REGEX")->group(FilterGroup);
  };
  add("--hide", options.hide, "Take frames that match out of all contexts");
  add("--show", options.show, "Take all other frames out");
  add("--show_from", options.showFrom,
      "Take out the callers of the outermost frame that matches");
}

void addTagOptions(CLI::App &app, ReportOptions &options) {
  auto add = [&](const char *name, std::vector<std::string> &value,
                 const char *text) {
    app.add_option(name, value, text)
        ->type_name("[KEY=]REGEX")
        ->allow_extra_args(false)
        ->group("Filters by tag (kind, type)");
  };
  add("--tagfocus", options.tagFocus,
      "Keep contexts with such a tag: -tagfocus='kind=string copy'");
  add("--tagignore", options.tagIgnore, "Drop contexts with such a tag");
}

void addFoldOptions(CLI::App &app, ReportOptions &options) {
  const char *group = "What is library code";
  app.add_flag("--no-fold", options.noFold,
               "Show library frames instead of charging the line that calls")
      ->group(group);
  app.add_option("--library", options.library,
                 "Path glob of further library code (re:REGEX searches path "
                 "and function name)")
      ->type_name("PATTERN")
      ->allow_extra_args(false)
      ->group(group);
  app.add_option("--user", options.user,
                 "The same for code that is not library; wins over --library")
      ->type_name("PATTERN")
      ->allow_extra_args(false)
      ->group(group);
  app.add_option("--rules", options.rules,
                 "Read such rules, and rules for kinds, from a JSON file")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->group(group);
}

/// Like CLI11's, with a message that a person can use.
CLI::Validator numberFrom(double least, double most, const char *wanted) {
  return CLI::Validator(
      [=](std::string &text) -> std::string {
        double value = 0;
        if (CLI::detail::lexical_cast(text, value) && value >= least &&
            value <= most)
          return {};
        return "'" + text + "' is not " + wanted;
      },
      "");
}

constexpr const char *OutputGroup = "Output";

void addCutOptions(CLI::App &app, ReportOptions &options) {
  const char *group = OutputGroup;
  app.add_option("--nodecount", options.nodeCount,
                 "Show at most N rows (0: all; default 20, with --json all)")
      ->type_name("N")
      ->check(numberFrom(0, 1e15, "a number of rows (0: all)"))
      ->group(group);
  app.add_option("--nodefraction", options.nodeFraction,
                 "Leave out what has less than this part of the total in cum "
                 "(default 0.005, with --json 0)")
      ->type_name("F")
      ->check(numberFrom(0, 1, "a number from 0 to 1"))
      ->group(group);
}

void addOutputOptions(CLI::App &app, ReportOptions &options) {
  const char *group = OutputGroup;
  app.add_flag("--json", options.json, "For machines")->group(group);
  app.add_option("-o,--output", options.output, "Write the report to a file")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--color", options.colour,
                 "auto (on a terminal, without NO_COLOR), always or never")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->group(group);
  app.add_option("--progress", options.progress,
                 "Say on standard error what is being done: auto (on a "
                 "terminal, after a second), always or never")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->group(group);
  app.add_flag("--full-names", options.fullNames,
               "Never shorten a function's name")
      ->group(group);
}

void addSourceOptions(CLI::App &app, ReportOptions &options) {
  const char *group = "Where sources are";
  app.add_option("--source-path", options.sourcePaths,
                 "Search sources in this directory too")
      ->type_name("DIR")
      ->allow_extra_args(false)
      ->group(group);
  app.add_option("--trim-path", options.trimPaths,
                 "Take this prefix off recorded paths before the search")
      ->type_name("PREFIX")
      ->allow_extra_args(false)
      ->group(group);
  app.add_option("--path-map", options.pathMaps, "Look for A/... at B/...")
      ->type_name("A=B")
      ->allow_extra_args(false)
      ->group(group);
}

} // namespace

void addReportOptions(CLI::App &app, ReportOptions &options) {
  app.add_option("FILE", options.files,
                 "Profiles, merged (default: the newest *.allocs here)")
      ->type_name("");
  addViewOptions(app, options);
}

void addViewOptions(CLI::App &app, ReportOptions &options) {
  app.option_defaults()->take_last();
  addLensOptions(app, options);
  addGranularityOptions(app, options);
  addFilterOptions(app, options);
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  addTagOptions(app, options);
  addFoldOptions(app, options);
  addSourceOptions(app, options);
  app.option_defaults()->take_last();
  addCutOptions(app, options);
  addOutputOptions(app, options);
}

void addSiteOptions(CLI::App &app, ReportOptions &options) {
  app.add_option("BINARY", options.files,
                 "Programs, shared libraries and profiles (default: the newest "
                 "*.allocs here)")
      ->type_name("");
  app.option_defaults()->take_last();
  const char *group = "Totals instead of a list";
  app.add_flag("--functions", options.functions, "By function")->group(group);
  app.add_flag("--lines", options.lines, "By source line")->group(group);
  app.add_flag("--files", options.byFile, "By source file")->group(group);
  addFocusOptions(app, options, "sites");
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  addFoldOptions(app, options);
  app.option_defaults()->take_last();
  addOutputOptions(app, options);
}

ProgressMode progressMode(const ReportOptions &options) {
  return options.progress == "always"  ? ProgressMode::Always
         : options.progress == "never" ? ProgressMode::Never
                                       : ProgressMode::Auto;
}

void addBaseOptions(CLI::App &app, ReportOptions &options) {
  const char *group = "Difference to another profile";
  app.add_option("--base", options.base,
                 "Subtract this profile (several: merged); percentages are of "
                 "all differences")
      ->type_name("FILE")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false)
      ->group(group);
  app.add_option("--diff_base", options.diffBase,
                 "The same, with percentages of the base")
      ->type_name("FILE")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false)
      ->group(group);
  app.add_flag("--normalize", options.normalise,
               "Scale the profile to the base's totals first")
      ->group(group);
}

std::vector<KnownOption> knownOptions(const CLI::App &app) {
  std::vector<KnownOption> result;
  for (const CLI::Option *option : app.get_options())
    for (const std::string &name : option->get_lnames())
      result.push_back({name, option->get_items_expected_min() > 0});
  return result;
}

} // namespace allocsites
