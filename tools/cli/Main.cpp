// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The allocsites command: chooses the verb, prints errors, exits.
// Exit status: 0 fine, 1 a gate failed, 2 bad input or usage; `run` gives the
// program's own.
#include "cli/Options.h"
#include "cli/Verbs.h"
#include "render/Style.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <new>

namespace {

using namespace allocsites;

constexpr int BadUsage = 2;

/// Help with a usage line of our own.
class HelpFormatter : public CLI::Formatter {
public:
  explicit HelpFormatter(const VerbInfo &verb) : verb(verb) {
    column_width(32);
  }
  std::string make_usage(const CLI::App *, std::string) const override {
    return fmt::format("Usage: allocsites {} {}\n", verb.name, verb.usage);
  }

private:
  const VerbInfo &verb;
};

std::string mainHelp() {
  std::string text = "allocsites: which source lines allocate, exactly\n\n"
                     "Usage: allocsites VERB [flags] ...\n\nVerbs:\n";
  for (const VerbInfo *verb : allVerbs())
    text += fmt::format("  {:<10} {}\n", verb->name, verb->summary);
  text += "\nFlags are pprof's, with one or two dashes; 'allocsites VERB "
          "--help' lists them.\n\n"
          "Start here:\n"
          "  allocsites-clang++ -O2 -o app app.cpp\n"
          "  allocsites run -- ./app\n"
          "  allocsites top -lines\n"
          "  allocsites list FUNCTION\n";
  return text;
}

int complain(const std::string &text) {
  std::fflush(stdout);
  std::fprintf(stderr, "allocsites: %s\n", printable(text).c_str());
  return BadUsage;
}

/// What to say of arguments that CLI11 refuses.
std::string explain(const CLI::ParseError &error, const VerbInfo &verb,
                    const Arguments &arguments, const CLI::App &app) {
  std::string text = fmt::format("{}: {}", verb.name, error.what());
  if (error.get_exit_code() != int(CLI::ExitCodes::ExtrasError))
    return fmt::format("{} (see 'allocsites {} --help')", text, verb.name);
  std::vector<std::string> names;
  for (const KnownOption &option : knownOptions(app))
    names.push_back(option.name);
  for (const std::string &argument : arguments) {
    size_t begin = argument.find_first_not_of('-');
    if (begin == 0 || begin == std::string::npos || argument == "-o")
      continue;
    std::string name = argument.substr(begin, argument.find('=') - begin);
    if (std::find(names.begin(), names.end(), name) != names.end())
      continue;
    std::string meant = closest(name, names);
    text = fmt::format("{}: unknown flag {}{}", verb.name, argument,
                       meant.empty() ? "" : ", did you mean -" + meant + "?");
    break;
  }
  return fmt::format("{} (see 'allocsites {} --help')", text, verb.name);
}

int runVerb(const VerbInfo &info, Arguments arguments) {
  std::unique_ptr<Verb> verb = info.make();
  CLI::App app(info.summary, std::string("allocsites ") + info.name);
  app.footer(info.examples);
  app.formatter(std::make_shared<HelpFormatter>(info));
  verb->addOptions(app);

  std::vector<KnownOption> known = knownOptions(app);
  Arguments command;
  if (verb->takesCommand()) {
    CommandSplit split = splitCommand(
        arguments, known,
        verb->commandNeedsDashes() ? CommandStart::Dashes : CommandStart::Word);
    arguments = std::move(split.options);
    command = std::move(split.command);
  }
  Arguments normal = normaliseArguments(arguments, known);
  try {
    app.parse(Arguments(normal.rbegin(), normal.rend()));
  } catch (const CLI::CallForHelp &) {
    std::fputs(app.help().c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError &error) {
    return complain(explain(error, info, normal, app));
  }
  Result<int> status = verb->execute(command);
  return status ? *status : complain(status.error().message);
}

int dispatch(const Arguments &arguments) {
  if (arguments.empty()) {
    std::fputs(mainHelp().c_str(), stderr);
    return BadUsage;
  }
  const std::string &first = arguments[0];
  if (first == "--version" || first == "-version" || first == "version") {
    std::puts("allocsites " ALLOCSITES_VERSION);
    return 0;
  }
  bool help =
      first == "--help" || first == "-help" || first == "-h" || first == "help";
  if (help && arguments.size() == 1) {
    std::fputs(mainHelp().c_str(), stdout);
    return 0;
  }
  if (help)
    if (const VerbInfo *verb = findVerb(arguments[1]))
      return runVerb(*verb, {"--help"});
  const std::string &name = help ? arguments[1] : first;
  if (const VerbInfo *verb = findVerb(name))
    return runVerb(*verb, {arguments.begin() + 1, arguments.end()});
  if (name.ends_with(".allocs") || name.starts_with('-'))
    return complain(fmt::format("'{}' is no verb; the verb comes first: "
                                "'allocsites top {}' (see 'allocsites --help')",
                                name, name));
  std::vector<std::string> names;
  for (const VerbInfo *verb : allVerbs())
    names.push_back(verb->name);
  std::string meant = closest(name, names);
  return complain(
      fmt::format("unknown verb '{}'{} (see 'allocsites --help')", name,
                  meant.empty() ? "" : ", did you mean '" + meant + "'?"));
}

} // namespace

int main(int argc, char **argv) {
  try {
    return dispatch(Arguments(argv + 1, argv + argc));
  } catch (const std::bad_alloc &) {
    return complain("out of memory");
  } catch (const std::exception &error) {
    return complain(std::string("internal error: ") + error.what());
  }
}
