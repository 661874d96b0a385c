// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support/Regex.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <regex.h>
#include <vector>

namespace allocsites {

struct Regex::Compiled {
  regex_t expression;
  ~Compiled() { regfree(&expression); }
};

namespace {

constexpr size_t LongestPattern = 4096;
constexpr unsigned long MostRepeats = 1000;
/// Characters after repetitions are written out, which the library does:
/// nested ones would take all memory. A few hundred bytes each.
constexpr double LargestExpanded = 200000;

struct Translation {
  std::string pattern;
  bool ignoreCase = false;
};

/// How long the pattern is with its repetitions written out.
class ExpandedSize {
public:
  void add() { close(1); }
  void open() {
    outer.push_back(total);
    total = 0;
  }
  void close() {
    if (outer.empty())
      return;
    double inner = total;
    total = outer.back();
    outer.pop_back();
    close(inner + 1);
  }
  /// What was added last, so many times.
  void repeat(double times) {
    total += last * (times - 1);
    last *= times;
  }
  /// With what stands before groups that are open: they may stay so.
  bool isTooLarge() const {
    return std::accumulate(outer.begin(), outer.end(), total) > LargestExpanded;
  }

private:
  void close(double size) {
    last = size;
    total += size;
  }

  std::vector<double> outer; ///< sizes around the group that is open
  double total = 0, last = 0;
};

Error bad(const std::string &pattern, const std::string &why) {
  return {"bad regular expression '" + pattern + "': " + why};
}

/// From RE2's syntax to POSIX extended, for what differs.
Result<Translation> translate(const std::string &pattern) {
  Translation result;
  std::string &out = result.pattern;
  size_t i = 0;
  if (pattern.starts_with("(?i)")) {
    result.ignoreCase = true;
    i = 4;
  }
  bool inSet = false;
  ExpandedSize size;
  for (; i < pattern.size(); ++i) {
    char c = pattern[i];
    char next = i + 1 < pattern.size() ? pattern[i + 1] : '\0';
    if (!inSet && c == '(')
      size.open();
    else if (!inSet && c == ')')
      size.close();
    else if (!inSet && c == '+')
      size.repeat(2); // x+ is made xx*.
    else if (!inSet && c != '{' && c != '}' && c != '*' && c != '+' && c != '?')
      size.add();
    if (c == '\\') {
      if (next == '\0')
        return bad(pattern, "it ends in a backslash");
      ++i;
      if (next == 'd')
        out += inSet ? "0-9" : "[0-9]";
      else if (next == 'D' && !inSet)
        out += "[^0-9]";
      else if (next >= '1' && next <= '9')
        return bad(pattern, "back references are not supported");
      else if (inSet)
        out += next; // A backslash is a plain character in a POSIX set.
      else
        out.append(1, c).append(1, next);
    } else if (inSet) {
      inSet = c != ']';
      out += c;
    } else if (c == '[') {
      inSet = true;
      out += c;
      // A bracket that comes first is a member of the set.
      if (next == '^')
        out += pattern[++i];
      if (i + 1 < pattern.size() && pattern[i + 1] == ']')
        out += pattern[++i];
    } else if (c == '(' && next == '?') {
      if (pattern.compare(i, 3, "(?:") != 0)
        return bad(pattern, "of the (?...) forms only (?:...) and a leading "
                            "(?i) are supported");
      out += c;
      i += 2;
    } else if ((c == '*' || c == '+' || c == '?' || c == '}') && next == '?') {
      out += c;
      ++i; // Lazy: finds the same subjects.
    } else if (c == '{' && std::isdigit((unsigned char)next)) {
      size_t end = pattern.find('}', i);
      if (end == std::string::npos)
        return bad(pattern, "a '{' is not closed");
      unsigned long number = 0, most = 1;
      for (size_t k = i + 1; k < end; ++k) {
        number = std::isdigit((unsigned char)pattern[k])
                     ? number * 10 + (unsigned long)(pattern[k] - '0')
                     : 0;
        if (number > MostRepeats)
          return bad(pattern, "a repetition is above 1000");
        most = std::max(most, number);
      }
      size.repeat(double(most));
      if (size.isTooLarge())
        return bad(pattern, "its repetitions make it too large");
      out += c;
    } else {
      out += c;
    }
  }
  if (size.isTooLarge())
    return bad(pattern, "its repetitions make it too large");
  return result;
}

} // namespace

Result<Regex> Regex::compile(const std::string &pattern) {
  Regex result;
  result.text = pattern;
  if (pattern.size() > LongestPattern)
    return Error{"bad regular expression: longer than 4096 characters"};
  if (pattern.find_first_of("\\^$.|?*+()[]{}") == std::string::npos) {
    result.literal = pattern;
    return result;
  }
  Result<Translation> translation = translate(pattern);
  if (!translation)
    return translation.error();
  auto compiled = std::make_shared<Compiled>();
  int flags =
      REG_EXTENDED | REG_NOSUB | (translation->ignoreCase ? REG_ICASE : 0);
  int status =
      regcomp(&compiled->expression, translation->pattern.c_str(), flags);
  if (status != 0) {
    char why[256];
    regerror(status, &compiled->expression, why, sizeof(why));
    // A regex_t that was not compiled must not be freed.
    new (&compiled->expression) regex_t();
    return bad(pattern, why);
  }
  result.compiled = std::move(compiled);
  return result;
}

bool Regex::matches(std::string_view subject) const {
  if (!compiled)
    return subject.find(literal) != std::string_view::npos;
  regmatch_t range[1];
  range[0].rm_so = 0;
  range[0].rm_eo = regoff_t(subject.size());
  return regexec(&compiled->expression, subject.data(), 1, range,
                 REG_STARTEND) == 0;
}

} // namespace allocsites
