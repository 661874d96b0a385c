// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "cli/Complete.h"

#include "cli/CommandTable.h"

#include <fmt/format.h>

namespace allocsites {

namespace {

using Lines = std::vector<std::string>;

std::string firstLine(const std::string &text) {
  return text.substr(0, text.find('\n'));
}

/// The option that \p word spells, or null. A short one stands for itself.
const OptionEntry *optionOf(const VerbEntry &verb, const std::string &word) {
  const KnownOption *known = findOption(word, verb.known);
  std::string name = known ? "--" + known->name : word;
  for (const OptionEntry &option : verb.options)
    for (const std::string &each : option.names)
      if (each == name)
        return &option;
  return nullptr;
}

bool needsValue(const OptionEntry *option) {
  return option && option->kind != ValueKind::None;
}

/// Values of \p option that start with \p typed, each behind \p before.
Lines valuesOf(const OptionEntry &option, const std::string &before,
               const std::string &typed) {
  switch (option.kind) {
  case ValueKind::File:
    return {":file"};
  case ValueKind::Directory:
    return {":directory"};
  case ValueKind::Profile:
    return {":profile"};
  case ValueKind::None:
  case ValueKind::Text:
    return {};
  case ValueKind::Choice:
    break;
  }
  Lines lines;
  for (const std::string &choice : option.choices)
    if (choice.starts_with(typed))
      lines.push_back(before + choice);
  return lines;
}

/// Long options, with as many dashes as were typed.
Lines optionsOf(const VerbEntry &verb, const std::string &typed) {
  bool twoDashes = typed.starts_with("--");
  Lines lines;
  for (const OptionEntry &option : verb.options)
    for (const std::string &name : option.names) {
      std::string candidate =
          !twoDashes && name.starts_with("--") ? name.substr(1) : name;
      if (candidate.starts_with(typed))
        lines.push_back(candidate + "\t" + firstLine(option.text));
    }
  return lines;
}

Lines completeVerb(const std::string &typed) {
  Lines lines;
  for (const VerbInfo *verb : allVerbs())
    if (std::string(verb->name).starts_with(typed))
      lines.push_back(std::string(verb->name) + "\t" + verb->summary);
  for (const char *option : {"--help", "--version"})
    if (!typed.empty() && std::string(option).starts_with(typed))
      lines.push_back(option);
  return lines;
}

/// \p arguments follow the verb, \p first is the number of the first.
Lines completeArguments(const VerbEntry &verb, const Arguments &arguments,
                        size_t first) {
  const std::string &typed = arguments.back();
  size_t seen = 0;
  bool onlyPositionals = false;
  bool ofCommand = verb.takesCommand && verb.commandChoices.empty();
  for (size_t i = 0; i + 1 < arguments.size(); ++i) {
    const std::string &word = arguments[i];
    bool isOption = !onlyPositionals && word.size() > 1 && word[0] == '-';
    if (isOption && word != "--") {
      const OptionEntry *option = optionOf(verb, word);
      if (word.find('=') != std::string::npos || !needsValue(option))
        continue;
      if (i + 2 == arguments.size())
        return valuesOf(*option, "", typed);
      ++i;
    } else if (ofCommand && (word == "--" || !verb.commandNeedsDashes)) {
      return {fmt::format(":command {}", first + i + (word == "--"))};
    } else if (word == "--") {
      onlyPositionals = true;
    } else {
      ++seen;
    }
  }
  if (!onlyPositionals && typed.starts_with('-')) {
    size_t equals = typed.find('=');
    if (equals == std::string::npos)
      return optionsOf(verb, typed);
    const OptionEntry *option = optionOf(verb, typed.substr(0, equals));
    return needsValue(option) ? valuesOf(*option, typed.substr(0, equals + 1),
                                         typed.substr(equals + 1))
                              : Lines{};
  }
  if (ofCommand && !verb.commandNeedsDashes)
    return {fmt::format(":command {}", first + arguments.size() - 1)};
  if (!verb.commandChoices.empty()) {
    Lines lines;
    for (const std::string &choice : verb.commandChoices)
      if (seen == 0 && choice.starts_with(typed))
        lines.push_back(choice);
    return lines;
  }
  if (verb.positionals.empty())
    return {};
  return valuesOf(verb.positionals[std::min(seen, verb.positionals.size() - 1)],
                  "", typed);
}

} // namespace

std::vector<std::string> complete(const Arguments &words) {
  if (words.empty())
    return {};
  bool help = words[0] == "help";
  if (words.size() == 1 || (help && words.size() == 2))
    return completeVerb(words.back());
  const VerbInfo *verb = findVerb(words[0]);
  if (!verb)
    return {};
  return completeArguments(describe(*verb), {words.begin() + 1, words.end()},
                           1);
}

} // namespace allocsites
