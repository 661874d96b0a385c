// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "cli/Arguments.h"

#include <algorithm>
#include <utility>

namespace allocsites {

namespace {

bool sameName(std::string_view a, std::string_view b) {
  auto plain = [](char c) { return c == '_' ? '-' : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return plain(x) == plain(y); });
}

/// Short options, as CLI11 has them: `-o FILE`.
bool isShortWithValue(const std::string &argument) { return argument == "-o"; }

size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = std::exchange(row[0], i);
    for (size_t j = 1; j <= b.size(); ++j)
      diagonal = std::exchange(
          row[j], std::min({row[j] + 1, row[j - 1] + 1,
                            diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)}));
  }
  return row[b.size()];
}

} // namespace

const KnownOption *findOption(std::string_view argument,
                              const std::vector<KnownOption> &known) {
  if (!argument.starts_with('-'))
    return nullptr;
  argument.remove_prefix(argument.starts_with("--") ? 2 : 1);
  std::string_view name = argument.substr(0, argument.find('='));
  for (const KnownOption &option : known)
    if (sameName(name, option.name))
      return &option;
  return nullptr;
}

Arguments normaliseArguments(const Arguments &arguments,
                             const std::vector<KnownOption> &known) {
  Arguments result;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string &argument = arguments[i];
    if (argument == "--") {
      result.insert(result.end(), arguments.begin() + i, arguments.end());
      break;
    }
    const KnownOption *option = findOption(argument, known);
    if (!option) {
      result.push_back(argument);
      if (isShortWithValue(argument) && i + 1 < arguments.size())
        result.push_back(arguments[++i]);
      continue;
    }
    size_t equals = argument.find('=');
    std::string value =
        equals == std::string::npos ? "" : argument.substr(equals);
    // Joined, so that a value may start with a dash.
    if (option->takesValue && equals == std::string::npos &&
        i + 1 < arguments.size())
      value = "=" + arguments[++i];
    result.push_back("--" + option->name + value);
  }
  return result;
}

CommandSplit splitCommand(const Arguments &arguments,
                          const std::vector<KnownOption> &known,
                          CommandStart start) {
  CommandSplit split;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string &argument = arguments[i];
    bool word = !argument.starts_with('-') || argument == "-";
    if (argument == "--" || (word && start == CommandStart::Word)) {
      split.command.assign(arguments.begin() + i + (argument == "--"),
                           arguments.end());
      break;
    }
    const KnownOption *option = findOption(argument, known);
    split.options.push_back(argument);
    bool joined = argument.find('=') != std::string::npos;
    if (((option && option->takesValue && !joined) ||
         isShortWithValue(argument)) &&
        i + 1 < arguments.size())
      split.options.push_back(arguments[++i]);
  }
  return split;
}

std::string closest(const std::string &word,
                    const std::vector<std::string> &candidates) {
  std::string best;
  size_t least = std::max<size_t>(1, word.size() / 3) + 1;
  for (const std::string &candidate : candidates)
    if (size_t distance = editDistance(word, candidate); distance < least) {
      least = distance;
      best = candidate;
    }
  return best;
}

std::string didYouMean(const std::string &word,
                       const std::vector<std::string> &candidates) {
  std::string meant = closest(word, candidates);
  return meant.empty() ? "" : ", did you mean " + meant + "?";
}

} // namespace allocsites
