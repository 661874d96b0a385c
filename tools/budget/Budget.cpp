// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "budget/Budget.h"

#include "budget/JsonLines.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace allocsites {

namespace {

using Json = nlohmann::json;

constexpr const char *Keys =
    "name, function, file, below, kind, type, label, operations, or a lens";

class Parser {
public:
  Parser(const std::string &path, const std::string &text)
      : path(path), text(text), lines(text) {}

  Result<std::vector<Budget>> parse() {
    Json document;
    try {
      document = Json::parse(text, nullptr, true, /*ignore_comments=*/true);
    } catch (const Json::exception &error) {
      // "[json.exception...] parse error at line 3, column 5: ...", or that a
      // number is too large, which is no parse_error.
      std::string_view what = error.what();
      what.remove_prefix(std::min(what.find("] ") + 2, what.size()));
      return Error{fmt::format("{}: is not JSON: {}", path, what)};
    }
    if (!document.is_object() || !document.contains("budgets") ||
        !document["budgets"].is_array())
      return Error{path + ":1: wanted an object with an array \"budgets\""};
    for (const auto &[key, value] : document.items())
      if (key != "budgets")
        return fail(
            -1, key,
            fmt::format("unknown key \"{}\"; wanted \"budgets\" alone", key));
    if (const auto &[key, line] = lines.repeated(); line != 0)
      return Error{fmt::format("{}:{}: \"{}\" stands there a second time; of "
                               "two limits only one would count",
                               path, line, key)};
    std::vector<Budget> budgets;
    for (const Json &each : document["budgets"]) {
      Result<Budget> budget = parseBudget(each, int(budgets.size()));
      if (!budget)
        return budget.error();
      budgets.push_back(std::move(*budget));
    }
    if (budgets.empty())
      return fail(-1, "budgets", "there is no budget in \"budgets\"");
    return budgets;
  }

private:
  Error fail(int object, const std::string &key, const std::string &what) {
    return {fmt::format("{}:{}: {}", path, lines.of(object, key), what)};
  }

  Result<Budget> parseBudget(const Json &json, int index) {
    if (!json.is_object())
      return fail(-1, "budgets", "a budget is an object: {...}");
    Budget budget;
    budget.line = lines.of(index, "");
    for (const auto &[key, value] : json.items())
      if (Result<void> done = parseKey(budget, index, key, value); !done)
        return done.error();
    if (budget.limits.empty())
      return fail(index, "",
                  "sets no limit; give at least one of " + lensNames());
    if (budget.below && !budget.function && !budget.file)
      return fail(index, "below", "\"below\" needs \"function\" or \"file\"");
    if (budget.name.empty())
      budget.name = fmt::format("budget {}", index + 1);
    std::sort(budget.limits.begin(), budget.limits.end(),
              [](const Limit &a, const Limit &b) { return a.lens < b.lens; });
    return budget;
  }

  Result<void> parseKey(Budget &budget, int index, const std::string &key,
                        const Json &value) {
    auto wanted = [&](const char *what) {
      return fail(index, key, fmt::format("\"{}\": wanted {}", key, what));
    };
    if (key == "below") {
      if (!value.is_boolean())
        return wanted("true or false");
      budget.below = value.get<bool>();
      return {};
    }
    if (key == "operations") {
      if (!value.is_number() || value.get<double>() <= 0)
        return wanted("a number above 0");
      budget.operations = value.get<double>();
      return {};
    }
    if (std::optional<Lens> lens = lensNamed(key))
      return parseLimit(budget, index, key, *lens, value);
    bool isText = key == "name" || key == "function" || key == "file" ||
                  key == "kind" || key == "type" || key == "label";
    if (!isText)
      return fail(index, key,
                  fmt::format("unknown key \"{}\"; wanted {} ({})", key, Keys,
                              lensNames()));
    if (!value.is_string())
      return wanted("a string");
    std::string pattern = value.get<std::string>();
    if (key == "name") {
      budget.name = pattern;
      return {};
    }
    if (key == "label")
      if (size_t equals = pattern.find('='); equals != std::string::npos) {
        budget.labelKey = pattern.substr(0, equals);
        pattern.erase(0, equals + 1);
      }
    Result<Regex> regex = Regex::compile(pattern);
    if (!regex)
      return fail(index, key,
                  fmt::format("\"{}\": {}", key, regex.error().message));
    (key == "function" ? budget.function
     : key == "file"   ? budget.file
     : key == "kind"   ? budget.kind
     : key == "type"   ? budget.type
                       : budget.label) = *regex;
    return {};
  }

  static std::optional<Lens> lensNamed(const std::string &key) {
    for (const LensInfo &lens : Lenses)
      if (key == lens.name)
        return lens.lens;
    return std::nullopt;
  }

  Result<void> parseLimit(Budget &budget, int index, const std::string &key,
                          Lens lens, const Json &value) {
    Unit unit = info(lens).unit;
    Limit limit{lens, Limit::Absolute, 0, {}};
    if (value.is_number()) {
      limit.amount = value.get<double>();
      limit.text = value.dump();
    } else if (value.is_string()) {
      limit.text = value.get<std::string>();
      std::string_view amount = limit.text;
      if (amount.starts_with('+')) {
        limit.form = Limit::More;
        amount.remove_prefix(1);
      }
      if (amount.ends_with('%') && limit.form == Limit::More) {
        limit.form = Limit::MoreParts;
        amount.remove_suffix(1);
      }
      std::optional<double> parsed = parseAmount(
          amount, limit.form == Limit::MoreParts ? Unit::Objects : unit);
      if (!parsed)
        return badLimit(index, key, unit);
      limit.amount = limit.form == Limit::MoreParts ? *parsed / 100 : *parsed;
    } else {
      return badLimit(index, key, unit);
    }
    if (limit.amount < 0)
      return badLimit(index, key, unit);
    budget.limits.push_back(limit);
    return {};
  }

  Error badLimit(int index, const std::string &key, Unit unit) {
    return fail(index, key,
                fmt::format("\"{}\": wanted {}, or, with a baseline, {} or "
                            "\"+5%\"",
                            key,
                            unit == Unit::Bytes ? "bytes, a number or \"20 MB\""
                                                : "a number of objects",
                            unit == Unit::Bytes ? "\"+64 kB\"" : "\"+100\""));
  }

  const std::string &path, &text;
  JsonLines lines;
};

} // namespace

bool Budget::needsBaseline() const {
  return std::any_of(limits.begin(), limits.end(), [](const Limit &limit) {
    return limit.form != Limit::Absolute;
  });
}

std::optional<double> parseAmount(std::string_view text, Unit unit) {
  auto trim = [&] {
    while (text.starts_with(' '))
      text.remove_prefix(1);
    while (text.ends_with(' '))
      text.remove_suffix(1);
  };
  trim();
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(),
                                      value, std::chars_format::fixed);
  if (error != std::errc())
    return std::nullopt;
  text.remove_prefix(size_t(end - text.data()));
  trim();
  if (text.empty())
    return value;
  if (unit != Unit::Bytes)
    return std::nullopt;
  double scale = 1;
  if (text == "B")
    return value;
  for (const char *prefix : {"kK", "M", "G", "T"}) {
    scale *= 1024;
    if (std::string_view(prefix).find(text[0]) != std::string_view::npos &&
        (text.substr(1) == "B" || text.substr(1) == "iB"))
      return value * scale;
  }
  return std::nullopt;
}

Result<std::vector<Budget>> parseBudgets(const std::string &path,
                                         const std::string &text) {
  return Parser(path, text).parse();
}

Result<std::vector<Budget>> readBudgets(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf()))
    return Error{path + ": cannot read; --budget takes a JSON file, see "
                        "'allocsites check --help'"};
  return parseBudgets(path, text.str());
}

} // namespace allocsites
