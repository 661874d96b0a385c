// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites completion: the script that a shell reads, and the answers that
// the script asks for.
#include "CompletionScripts.h"
#include "cli/Complete.h"
#include "cli/Verbs.h"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace allocsites {

namespace {

struct Script {
  const char *shell;
  const char *text;
};
constexpr Script Scripts[] = {
    {"bash", BashScript}, {"zsh", ZshScript}, {"fish", FishScript}};
/// What the scripts call; no shell.
constexpr const char *Query = "words";

class Completion : public Verb {
public:
  bool takesCommand() const override { return true; }
  std::vector<std::string> commandChoices() const override {
    return {"bash", "zsh", "fish"};
  }
  void addOptions(CLI::App &) override {}

  Result<int> execute(const Arguments &command) override {
    if (command.size() >= 2 && command[0] == Query && command[1] == "--") {
      for (const std::string &line :
           complete({command.begin() + 2, command.end()}))
        std::puts(line.c_str());
      return 0;
    }
    if (command.size() == 1)
      for (const Script &script : Scripts)
        if (command[0] == script.shell) {
          std::fputs(script.text, stdout);
          return 0;
        }
    std::string problem = command.empty() ? "no shell given"
                          : command.size() > 1
                              ? "one shell at a time"
                              : "unknown shell '" + command[0] + "'";
    return Error{"completion: " + problem +
                 "; give bash, zsh or fish, as in 'source <(allocsites "
                 "completion bash)'"};
  }
};

} // namespace

const VerbInfo CompletionVerb = {
    "completion", "bash|zsh|fish",
    "Script that completes allocsites' command lines in a shell",
    "An installed package has these scripts where the shells look for them.\n\n"
    "Examples:\n"
    "  source <(allocsites completion bash)      in ~/.bashrc\n"
    "  source <(allocsites completion zsh)       in ~/.zshrc, after compinit\n"
    "  allocsites completion fish | source       in "
    "~/.config/fish/config.fish\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Completion>(); }};

} // namespace allocsites
