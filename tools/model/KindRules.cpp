// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/KindRules.h"

#include "KindsJson.h" // kinds/*.json as strings, made by CMake
#include "model/FunctionName.h"
#include "support/FileBytes.h"
#include "support/Glob.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>

namespace allocsites {

namespace {

using nlohmann::ordered_json;

constexpr uint64_t LargestRules = 16 << 20;
constexpr size_t MostKinds = 60000;

std::optional<Layer> parseLayer(const std::string &text) {
  static constexpr std::pair<const char *, Layer> All[] = {
      {"allocator", Layer::Allocator}, {"barrier", Layer::Barrier},
      {"object", Layer::Object},       {"feature", Layer::Feature},
      {"always", Layer::Always},
  };
  for (const auto &[name, layer] : All)
    if (text == name)
      return layer;
  return std::nullopt;
}

/// One group of rules, checked.
struct Group {
  Layer layer;
  std::vector<std::pair<std::string, std::vector<std::string>>> kinds;
};

Result<Group> parseGroup(const ordered_json &object, const std::string &where) {
  if (!object.is_object())
    return Error{where + ": is not an object with \"layer\" and \"rules\""};
  Group group{Layer::Object, {}};
  for (const auto &[key, value] : object.items()) {
    if (key == "comment" && value.is_string())
      continue;
    if (key == "layer" && value.is_string()) {
      auto layer = parseLayer(value.get<std::string>());
      if (!layer)
        return Error{fmt::format("{}: unknown layer \"{}\" (known: allocator, "
                                 "barrier, object, feature, always)",
                                 where, value.get<std::string>())};
      group.layer = *layer;
    } else if (key == "rules" && value.is_object()) {
      for (const auto &[kind, patterns] : value.items()) {
        std::vector<std::string> texts;
        bool good = patterns.is_array() && !kind.empty();
        for (const ordered_json &pattern :
             good ? patterns : ordered_json::array())
          if ((good = good && pattern.is_string() &&
                      !pattern.get_ref<const std::string &>().empty()))
            texts.push_back(pattern.get<std::string>());
        if (!good)
          return Error{fmt::format("{}: \"{}\" of \"rules\" is not a list of "
                                   "function names",
                                   where, kind)};
        group.kinds.emplace_back(kind, std::move(texts));
      }
    } else {
      return Error{fmt::format("{}: \"{}\" is unknown or of the wrong type "
                               "(known: layer, a string; rules, an object)",
                               where, key)};
    }
  }
  return group;
}

} // namespace

KindRules::KindRules() : names{"unknown", "outside", "coroutine frame"} {}

const KindRules &KindRules::builtin() {
  static const KindRules rules = [] {
    KindRules made;
    // What is added later goes before.
    for (auto file = std::rbegin(KindFiles); file != std::rend(KindFiles);
         ++file)
      if (Result<void> result = made.addText(file->text, file->name); !result) {
        std::fprintf(stderr, "%s\n", result.error().message.c_str());
        std::abort(); // Part of this program: a mistake of ours.
      }
    return made;
  }();
  return rules;
}

Result<void> KindRules::addFile(const std::string &path) {
  Result<FileBytes> bytes = FileBytes::read(path, LargestRules);
  if (!bytes)
    return bytes.error();
  return addText({reinterpret_cast<const char *>(bytes->data()), bytes->size()},
                 path);
}

Result<void> KindRules::addText(const std::string &text,
                                const std::string &origin) {
  ordered_json document = ordered_json::parse(text, nullptr, false, true);
  if (!document.is_object())
    return Error{origin + ": is not a JSON object of rules, see docs/kinds.md "
                          "for the form"};
  auto groups = document.find("kinds");
  if (groups == document.end())
    return {};
  if (!groups->is_array())
    return Error{origin + ": \"kinds\" is not a list of groups"};
  std::vector<Group> added;
  for (const ordered_json &object : *groups) {
    Result<Group> group =
        parseGroup(object, fmt::format("{}: group {} of \"kinds\"", origin,
                                       added.size() + 1));
    if (!group)
      return group.error();
    added.push_back(std::move(*group));
  }
  std::vector<KindRule> later = std::move(rules);
  std::vector<Pattern> laterPatterns = std::move(patterns);
  rules.clear();
  patterns.clear();
  for (const Group &group : added) {
    for (const auto &[kind, texts] : group.kinds) {
      if (names.size() >= MostKinds)
        return Error{origin + ": too many kinds"};
      rules.push_back({kindNamed(kind), families, group.layer});
      for (const std::string &pattern : texts)
        addPattern(pattern, uint32_t(rules.size() - 1));
    }
    ++families;
  }
  uint32_t moved = uint32_t(rules.size());
  rules.insert(rules.end(), later.begin(), later.end());
  for (Pattern &pattern : laterPatterns) {
    pattern.rule += moved;
    patterns.push_back(std::move(pattern));
  }
  index();
  return {};
}

uint16_t KindRules::kindNamed(const std::string &name) {
  for (size_t i = 0; i < names.size(); ++i)
    if (names[i] == name)
      return uint16_t(i);
  names.push_back(name);
  return uint16_t(names.size() - 1);
}

void KindRules::addPattern(const std::string &text, uint32_t rule) {
  // The brackets of an operator's name are none.
  std::string rest = text;
  for (const char *name :
       {"operator()", "operator<=>", "operator<<=", "operator<<",
        "operator<=", "operator<", "operator->*", "operator->"})
    if (size_t at = rest.find(name); at != std::string::npos)
      rest.erase(at, std::strlen(name));
  patterns.push_back({text, rule,
                      std::min(text.find_first_of("*?["), text.size()),
                      rest.find('(') != std::string::npos,
                      rest.find('<') != std::string::npos});
}

void KindRules::index() {
  exact.clear();
  for (auto &each : globs)
    each.clear();
  for (uint32_t i = 0; i < patterns.size(); ++i) {
    const Pattern &pattern = patterns[i];
    bool glob = pattern.arguments ||
                pattern.text.find_first_of("*?") != std::string::npos;
    // Of equal ones the first counts.
    if (!glob)
      exact.try_emplace(pattern.text, pattern.rule);
    else if (pattern.plain == 0 || pattern.arguments) // any, a result's type
      for (auto &each : globs)
        each.push_back(i);
    else
      globs[(unsigned char)pattern.text[0]].push_back(i);
  }
}

uint32_t KindRules::find(const std::string &demangled) const {
  FunctionName split = splitFunctionName(demangled);
  uint32_t best = NoRule;
  auto offer = [&](uint32_t rule) { best = std::min(best, rule); };
  auto lookUp = [&](const std::string &text) {
    if (auto found = exact.find(text); found != exact.end())
      offer(found->second);
  };
  std::string whole = split.name + split.parameters;
  lookUp(split.name);
  lookUp(whole);
  unsigned char first = whole.empty() ? 0 : whole[0];
  for (uint32_t index : globs[first]) {
    const Pattern &pattern = patterns[index];
    if (pattern.rule >= best)
      break;
    const std::string &subject = pattern.arguments    ? demangled
                                 : pattern.parameters ? whole
                                                      : split.name;
    if (subject.compare(0, pattern.plain, pattern.text, 0, pattern.plain) ==
            0 &&
        matchesGlob(pattern.text, subject)) {
      offer(pattern.rule);
      break;
    }
  }
  return best;
}

} // namespace allocsites
