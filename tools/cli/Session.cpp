// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "cli/Session.h"

#include "model/Difference.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fmt/ranges.h>
#include <set>
#include <unistd.h>

namespace allocsites {

Result<std::vector<std::string>> chooseFiles(const ReportOptions &options) {
  if (!options.files.empty())
    return options.files;
  namespace fs = std::filesystem;
  std::string newest;
  size_t found = 0;
  uint64_t newestTime = 0;
  std::error_code ignored;
  for (const auto &entry : fs::directory_iterator(".", ignored)) {
    std::string name = entry.path().filename().string();
    if (!name.ends_with(".allocs"))
      continue;
    std::optional<uint64_t> time = readStartTime(name);
    found += time.has_value();
    if (!time || (!newest.empty() && (*time < newestTime ||
                                      (*time == newestTime && name < newest))))
      continue;
    newest = name;
    newestTime = *time;
  }
  if (newest.empty())
    return Error{"no profile given and no *.allocs in this directory; make one "
                 "with 'allocsites run -- PROGRAM'"};
  note("reading " + newest +
       (found > 1 ? fmt::format(", the newest of {} profiles here", found)
                  : ""));
  return std::vector<std::string>{newest};
}

Result<void> compileFilter(std::optional<Regex> &target,
                           const std::string &pattern, const char *name,
                           std::vector<std::string> &active) {
  if (pattern.empty())
    return {};
  Result<Regex> regex = Regex::compile(pattern);
  if (!regex)
    return Error{std::string("-") + name + ": " + regex.error().message};
  target = *regex;
  active.push_back(std::string(name) + "=" + pattern);
  return {};
}

namespace {

Result<Lens> chooseLens(const ReportOptions &options, const Model &model) {
  std::optional<Lens> lens;
  for (const LensInfo &each : Lenses)
    if (options.lensShortcuts[size_t(each.lens)])
      lens = each.lens;
  if (!options.sampleIndex.empty()) {
    lens = parseLens(options.sampleIndex);
    if (!lens) {
      std::vector<std::string> names;
      for (const LensInfo &each : Lenses)
        names.push_back(each.name);
      return Error{"-sample_index=" + options.sampleIndex + ": unknown; give " +
                   lensNames() + didYouMean(options.sampleIndex, names)};
    }
  }
  if (!lens)
    return Lens::AllocSpace;
  if (model.knows(*lens))
    return *lens;
  std::string path = model.runs.front().path;
  for (const Run &run : model.runs)
    if (!(run.tracking & info(*lens).needs)) {
      path = run.path;
      break;
    }
  return Error{path + ": does not hold " + info(*lens).name +
               ": it was switched off; run the program again with "
               "ALLOCSITES_OPTIONS=" +
               info(*lens).option + "=1"};
}

/// `kind=REGEX`, or a regular expression for any tag.
Result<void> compileTags(std::vector<TagFilter> &target,
                         const std::vector<std::string> &patterns,
                         const char *name, std::vector<std::string> &active) {
  for (const std::string &pattern : patterns) {
    std::string key;
    size_t equals = pattern.find('=');
    if (equals != std::string::npos) {
      key = pattern.substr(0, equals);
    }
    Result<Regex> regex = Regex::compile(
        equals == std::string::npos ? pattern : pattern.substr(equals + 1));
    if (!regex)
      return Error{fmt::format("-{}: {}", name, regex.error().message)};
    target.push_back({key, *regex, pattern});
    active.push_back(std::string(name) + "=" + pattern);
  }
  return {};
}

Result<ViewOptions> viewOptions(const ReportOptions &options,
                                std::vector<std::string> &active) {
  ViewOptions result;
  result.fold = !options.noFold;
  FrameFilters &filters = result.filters;
  struct {
    std::optional<Regex> *target;
    const std::string *pattern;
    const char *name;
  } all[] = {{&filters.focus, &options.focus, "focus"},
             {&filters.ignore, &options.ignore, "ignore"},
             {&filters.hide, &options.hide, "hide"},
             {&filters.show, &options.show, "show"},
             {&filters.showFrom, &options.showFrom, "show_from"}};
  for (const auto &each : all)
    if (Result<void> done =
            compileFilter(*each.target, *each.pattern, each.name, active);
        !done)
      return done.error();
  for (bool focus : {true, false})
    if (Result<void> done =
            compileTags(focus ? result.tagFocus : result.tagIgnore,
                        focus ? options.tagFocus : options.tagIgnore,
                        focus ? "tagfocus" : "tagignore", active);
        !done)
      return done.error();
  return result;
}

Result<LibraryRules> libraryRules(const ReportOptions &options) {
  LibraryRules rules;
  for (const std::string &file : options.rules)
    if (Result<void> done = rules.addFile(file); !done)
      return Error{"--rules: " + done.error().message};
  for (bool library : {true, false})
    for (const std::string &pattern : library ? options.library : options.user)
      if (Result<void> done = rules.addPattern(library, pattern); !done)
        return Error{std::string(library ? "--library: " : "--user: ") +
                     done.error().message};
  return rules;
}

Result<KindRules> kindRules(const ReportOptions &options) {
  KindRules rules = KindRules::builtin();
  for (const std::string &file : options.rules)
    if (Result<void> done = rules.addFile(file); !done)
      return Error{"--rules: " + done.error().message};
  return rules;
}

Granularity granularityOf(const ReportOptions &options) {
  if (options.columns)
    return Granularity::Columns;
  if (options.lines)
    return Granularity::Lines;
  return options.byFile ? Granularity::Files : Granularity::Functions;
}

} // namespace

bool wantsColour(const ReportOptions &options) {
  if (options.colour != "auto")
    return options.colour == "always";
  const char *terminal = std::getenv("TERM");
  const char *noColour = std::getenv("NO_COLOR");
  return options.output.empty() && isatty(STDOUT_FILENO) &&
         !(noColour && *noColour) && terminal &&
         std::strcmp(terminal, "dumb") != 0;
}

/// All keys that filters may name.
std::set<std::string_view> tagKeys(const Model &model) {
  std::set<std::string_view> keys(std::begin(TagKeys), std::end(TagKeys));
  for (const Site &site : model.sites)
    if (site.kind == SiteKind::Label)
      keys.insert(model.label(site).key);
  return keys;
}

Result<void> checkTags(const ViewOptions &options, const Model &model) {
  std::set<std::string_view> keys = tagKeys(model);
  for (const auto *filters : {&options.tagFocus, &options.tagIgnore})
    for (const TagFilter &filter : *filters)
      if (!filter.key.empty() && !keys.contains(filter.key))
        return Error{
            fmt::format("-{}={}: unknown tag \"{}\" (known: {})",
                        filters == &options.tagFocus ? "tagfocus" : "tagignore",
                        filter.text, filter.key, fmt::join(keys, ", "))};
  return {};
}

/// Says so if no allocation is left, which a report shows as an empty table.
void explainEmpty(const View &view, const std::vector<std::string> &active) {
  if (active.empty())
    return;
  for (Id node = Model::Root + 1; node < view.model().nodes.size(); ++node)
    if (view.keeps(node) && view.model().own[node].any())
      return;
  note(fmt::format("no allocation passes the filters (-{}); without them "
                   "'allocsites top' shows names and kinds",
                   fmt::join(active, " -")));
}

/// The profiles, with a line of progress.
Result<Model> readWithProgress(const std::vector<std::string> &files,
                               const ReportOptions &options, Contents wanted) {
  Progress progress(progressMode(options), "reading profiles");
  return readProfiles(
      files,
      [&](size_t index) {
        progress.say(fmt::format("reading profile {} of {}, {}", index + 1,
                                 files.size(), printable(files[index])));
      },
      wanted);
}

Result<Model> readModel(const ReportOptions &options, Contents wanted) {
  bool ofBase = !options.diffBase.empty();
  const std::vector<std::string> &base =
      ofBase ? options.diffBase : options.base;
  if (ofBase && !options.base.empty())
    return Error{"-base and -diff_base: give one of them"};
  if (base.empty() && options.normalise)
    return Error{"-normalize: needs -base or -diff_base"};
  Result<std::vector<std::string>> files = chooseFiles(options);
  if (!files)
    return files.error();
  Result<Model> model = readWithProgress(*files, options, wanted);
  if (!model || base.empty())
    return model;
  Result<Model> other = readWithProgress(base, options, wanted);
  if (!other)
    return other.error();
  return difference(std::move(*model), std::move(*other),
                    {ofBase, options.normalise});
}

Result<std::unique_ptr<Session>> openSession(const ReportOptions &options,
                                             Contents wanted) {
  return openSession(options, [&] { return readModel(options, wanted); });
}

Result<std::shared_ptr<const ViewPlan>> planView(const ReportOptions &options) {
  auto plan = std::make_shared<ViewPlan>();
  Result<ViewOptions> view = viewOptions(options, plan->filters);
  if (!view)
    return view.error();
  Result<LibraryRules> rules = libraryRules(options);
  if (!rules)
    return rules.error();
  Result<KindRules> kinds = kindRules(options);
  if (!kinds)
    return kinds.error();
  plan->options = std::move(*view);
  plan->rules = std::move(*rules);
  plan->kindRules = std::move(*kinds);
  return std::shared_ptr<const ViewPlan>(std::move(plan));
}

Result<std::unique_ptr<Session>>
makeSession(const ReportOptions &options, std::shared_ptr<const ViewPlan> plan,
            Model model, NameCache *cache) {
  if (Result<void> tags = checkTags(plan->options, model); !tags)
    return tags.error();
  Result<Lens> lens = chooseLens(options, model);
  if (!lens)
    return lens.error();
  auto session =
      std::make_unique<Session>(std::move(model), std::move(plan), cache);
  session->viewOptions = session->plan->options;
  session->viewOptions.kindRules = &session->plan->kindRules;
  session->view =
      std::make_unique<View>(session->model, session->names,
                             session->plan->rules, session->viewOptions);
  session->context = std::make_unique<ReportContext>(ReportContext{
      session->model, session->names, session->view->kinds(), *lens,
      granularityOf(options), session->plan->filters, wantsColour(options),
      options.fullNames, unknownKind(*session->view)});
  session->sort = options.cum ? SortKey::Cum : SortKey::Flat;
  return session;
}

Result<std::unique_ptr<Session>>
openSession(const ReportOptions &options,
            const std::function<Result<Model>()> &read) {
  Result<std::shared_ptr<const ViewPlan>> plan = planView(options);
  if (!plan)
    return plan.error();
  Result<Model> model = read();
  if (!model)
    return model.error();
  std::vector<std::string> warnings = model->warnings;
  Result<std::unique_ptr<Session>> session = [&] {
    Progress progress(progressMode(options), "charging lines");
    return makeSession(options, *plan, std::move(*model), nullptr);
  }();
  if (!session)
    return session;
  for (const std::string &text : warnings)
    note("warning: " + text);
  explainEmpty(*(*session)->view, (*plan)->filters);
  std::vector<std::string> &active = (*session)->context->activeFilters;
  for (const auto &[name, files] :
       {std::pair("base", &options.base), {"diff_base", &options.diffBase}})
    for (const std::string &file : *files)
      active.push_back(fmt::format("{}={}", name, file));
  if (options.normalise)
    active.push_back("normalize");
  return session;
}

TopOptions topOptions(const ReportOptions &options, const Session &session) {
  TopOptions result;
  result.lens = session.context->lens;
  result.sort = session.sort;
  result.nodeCount = options.nodeCount >= 0 ? size_t(options.nodeCount)
                     : options.json         ? 0
                                            : 20;
  result.nodeFraction = options.nodeFraction >= 0 ? options.nodeFraction
                        : options.json            ? 0
                                                  : 0.005;
  return result;
}

Result<SourceSearch> sourceSearch(const ReportOptions &options) {
  SourceSearch search{options.sourcePaths, options.trimPaths, {}};
  for (const std::string &map : options.pathMaps) {
    size_t equals = map.find('=');
    if (equals == std::string::npos || equals == 0)
      return Error{"--path-map " + map + ": give it as OLD=NEW"};
    search.maps.push_back({map.substr(0, equals), map.substr(equals + 1)});
  }
  return search;
}

Result<void> writeReport(const ReportOptions &options, const Buffer &report) {
  bool toFile = !options.output.empty();
  std::string name = toFile ? options.output : "standard output";
  FILE *file = toFile ? std::fopen(options.output.c_str(), "we") : stdout;
  if (!file)
    return Error{name + ": cannot write: " + std::strerror(errno)};
  bool good =
      std::fwrite(report.data(), 1, report.size(), file) == report.size() &&
      std::fflush(file) == 0;
  int problem = errno;
  if (toFile && std::fclose(file) != 0 && good) {
    good = false;
    problem = errno;
  }
  if (!good)
    return Error{name + ": cannot write: " + std::strerror(problem)};
  return {};
}

void note(const std::string &text) {
  std::fflush(stdout);
  std::fprintf(stderr, "allocsites: %s\n", printable(text).c_str());
}

void noteLine(const std::string &text) {
  std::fprintf(stderr, "  %s\n", printable(text).c_str());
}

} // namespace allocsites
