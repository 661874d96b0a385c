// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/Rules.h"

#include "AdviceJson.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace allocsites {

bool AdviceRule::appliesTo(const std::string &kind) const {
  return kinds.empty() ||
         std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Result<AdviceRules> AdviceRules::parse(const std::string &text,
                                       const std::string &origin) {
  AdviceRules result;
  try {
    const nlohmann::json document = nlohmann::json::parse(text);
    for (const nlohmann::json &object : document.at("rules")) {
      AdviceRule rule;
      object.at("id").get_to(rule.id);
      object.at("title").get_to(rule.title);
      object.at("detector").get_to(rule.detector);
      object.at("kinds").get_to(rule.kinds);
      const nlohmann::json &floor = object.at("at_least");
      floor.at("objects").get_to(rule.atLeast.objects);
      floor.at("bytes").get_to(rule.atLeast.bytes);
      rule.limits = object.value("limits", rule.limits);
      rule.texts = object.value("texts", rule.texts);
      object.at("found").get_to(rule.found);
      object.at("advice").get_to(rule.advice);
      object.at("basis").get_to(rule.basis);
      result.rules.push_back(std::move(rule));
    }
  } catch (const nlohmann::json::exception &problem) {
    return Error{fmt::format("{}: rule {}: {}", origin, result.rules.size() + 1,
                             problem.what())};
  }
  return result;
}

const AdviceRules &AdviceRules::builtin() {
  static const AdviceRules rules = [] {
    Result<AdviceRules> parsed = parse(AdviceJson, "advice/rules.json");
    if (!parsed) {
      std::fprintf(stderr, "%s\n", parsed.error().message.c_str());
      std::abort(); // Part of this program: a mistake of ours.
    }
    return std::move(*parsed);
  }();
  return rules;
}

const AdviceRule *AdviceRules::find(const std::string &id) const {
  for (const AdviceRule &rule : rules)
    if (rule.id == id)
      return &rule;
  return nullptr;
}

std::vector<std::string> AdviceRules::ids() const {
  std::vector<std::string> result;
  for (const AdviceRule &rule : rules)
    result.push_back(rule.id);
  return result;
}

std::string fillSentence(const std::string &text, const AdviceValues &values) {
  std::string result;
  for (size_t at = 0; at < text.size();) {
    size_t end = text[at] == '{' ? text.find('}', at) : std::string::npos;
    if (end != std::string::npos) {
      std::string name = text.substr(at + 1, end - at - 1), noun;
      if (size_t colon = name.find(':'); colon != std::string::npos) {
        noun = name.substr(colon + 1);
        name.resize(colon);
      }
      if (auto value = values.find(name); value != values.end()) {
        result += value->second;
        if (!noun.empty())
          result += ' ' + noun + (value->second == "1" ? "" : "s");
        at = end + 1;
        continue;
      }
    }
    result += text[at++];
  }
  return result;
}

} // namespace allocsites
