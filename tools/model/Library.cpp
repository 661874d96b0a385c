// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Library.h"

#include "LibraryJson.h" // library.json as a string, made by CMake
#include "support/FileBytes.h"
#include "support/Glob.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace allocsites {

namespace {
constexpr uint64_t LargestRules = 16 << 20;
}

LibraryRules::LibraryRules() {
  if (Result<void> result = addText(LibraryJson, "library.json"); !result) {
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::abort(); // Part of this program: a mistake of ours.
  }
}

Result<void> LibraryRules::addFile(const std::string &path) {
  Result<FileBytes> bytes = FileBytes::read(path, LargestRules);
  if (!bytes)
    return bytes.error();
  return addText({reinterpret_cast<const char *>(bytes->data()), bytes->size()},
                 path);
}

Result<void> LibraryRules::addText(const std::string &text,
                                   const std::string &origin) {
  using nlohmann::json;
  json document = json::parse(text, nullptr, false, true);
  if (!document.is_object())
    return Error{origin +
                 ": is not a JSON object of rules, see library.json in "
                 "docs/attribution.md for the form"};
  std::vector<Rule> added;
  for (const auto &[side, groups] : document.items()) {
    if (side == "comment" || side == "kinds")
      continue; // see KindRules.h
    if ((side != "library" && side != "user") || !groups.is_object())
      return Error{fmt::format("{}: unknown key \"{}\" (known: library, user, "
                               "kinds)",
                               origin, side)};
    for (const auto &[subject, globs] : groups.items()) {
      std::optional<Subject> kind;
      if (subject == "paths")
        kind = Subject::Path;
      else if (subject == "symbols")
        kind = Subject::Symbol;
      else if (subject == "functions")
        kind = Subject::Function;
      if (!kind || !globs.is_array())
        return Error{fmt::format("{}: unknown key \"{}\" in \"{}\" (known: "
                                 "paths, symbols, functions, all lists)",
                                 origin, subject, side)};
      for (const json &glob : globs) {
        if (!glob.is_string())
          return Error{fmt::format("{}: \"{}\" of \"{}\" has an element that "
                                   "is no string",
                                   origin, subject, side)};
        added.push_back(
            {side == "library", *kind, glob.get<std::string>(), {}});
      }
    }
  }
  // Keys of an object have no order: the exceptions win.
  for (bool library : {true, false})
    for (const Rule &rule : added)
      if (rule.library == library)
        rules.push_back(rule);
  return {};
}

Result<void> LibraryRules::addPattern(bool library,
                                      const std::string &pattern) {
  if (!pattern.starts_with("re:")) {
    rules.push_back({library, Subject::Path, pattern, {}});
    return {};
  }
  Result<Regex> regex = Regex::compile(pattern.substr(3));
  if (!regex)
    return regex.error();
  rules.push_back({library, Subject::Any, {}, *regex});
  return {};
}

bool LibraryRules::matches(const Rule &rule, const Model &model, Names &names,
                           Id function) {
  std::string_view file = model.fileOf(function);
  switch (rule.subject) {
  case Subject::Path:
    return !file.empty() && matchesPathGlob(rule.glob, file);
  case Subject::Symbol:
    return file.empty() && matchesGlob(rule.glob, model.nameOf(function));
  case Subject::Function:
    return matchesGlob(rule.glob, names.of(function));
  case Subject::Any:
    return rule.regex->matches(file) || rule.regex->matches(names.of(function));
  }
  return false;
}

bool LibraryRules::isLibrary(const Model &model, Names &names,
                             Id function) const {
  for (auto rule = rules.rbegin(); rule != rules.rend(); ++rule)
    if (matches(*rule, model, names, function))
      return rule->library;
  return false;
}

bool LibraryRules::goesByFile() const {
  return std::none_of(rules.begin(), rules.end(), [](const Rule &rule) {
    return rule.subject == Subject::Function || rule.subject == Subject::Any;
  });
}

} // namespace allocsites
