// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/RequestedSize.h"

#include "advice/Words.h"

#include <algorithm>
#include <cctype>

namespace allocsites {

namespace {

/// True of `constexpr int N = `, `const int N = 3`, `enum { N`, `#define N`,
/// `template <int N`.
bool isMadeConstant(std::string_view file, size_t at, size_t end) {
  size_t begin = file.find_last_of(";}\n", at);
  begin = begin == Nowhere ? 0 : begin + 1;
  std::string_view made = file.substr(begin, at - begin);
  if (made.find('(') != Nowhere)
    return false; // a parameter, or a variable of a function
  if (hasWord(made, "template"))
    return made.find('>') == Nowhere;
  std::string_view rest = trimmed(file.substr(end, 80));
  bool isNumber = rest.starts_with('=') && rest.size() > 1 &&
                  std::isdigit((unsigned char)trimmed(rest.substr(1)).front());
  return hasWord(made, "constexpr") || hasWord(made, "define") ||
         hasWord(made, "enum") || (hasWord(made, "const") && isNumber);
}

} // namespace

bool isConstant(std::string_view expression, std::string_view file) {
  if (trimmed(expression).empty())
    return false;
  for (size_t i = 0; i < expression.size();) {
    if (!isWord(expression[i])) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < expression.size() && isWord(expression[end]))
      ++end;
    std::string_view word = expression.substr(i, end - i);
    i = end;
    if (std::isdigit((unsigned char)word[0]) || word == "std" ||
        word == "size_t")
      continue;
    if (word == "sizeof") {
      // Whatever it is of.
      std::string_view of = expression.substr(i);
      size_t open = of.find_first_not_of(' ');
      if (open != Nowhere && of[open] == '(') {
        size_t close = closing(of, open);
        i = close == Nowhere ? expression.size() : i + close;
      } else {
        while (i < expression.size() &&
               (isWord(expression[i]) || expression[i] == ' ' ||
                expression[i] == '*' || expression[i] == '.'))
          ++i;
      }
      continue;
    }
    bool capitals = std::none_of(word.begin(), word.end(), [](char c) {
      return std::islower((unsigned char)c);
    });
    bool constantStyle = word.size() > 1 && word[0] == 'k' &&
                         std::isupper((unsigned char)word[1]);
    if ((capitals && word.size() > 1) || constantStyle)
      continue;
    bool found = false;
    for (size_t at = findWord(file, word); at != Nowhere && !found;
         at = findWord(file, word, at + 1))
      found = isMadeConstant(file, at, at + word.size());
    if (!found)
      return false;
  }
  return true;
}

std::string requestedSize(std::string_view statement) {
  const std::string text = withoutLiterals(statement);
  const std::string_view code = text;
  auto within = [&](size_t open) {
    size_t close = closing(code, open);
    return close == Nowhere ? std::string()
                            : text.substr(open + 1, close - open - 1);
  };
  if (size_t at = findWord(code, "new"); at != Nowhere)
    if (size_t open = code.find('[', at); open != Nowhere)
      return within(open);
  for (const char *name : {"malloc", "calloc"})
    if (size_t at = findWord(code, name); at != Nowhere)
      if (size_t open = code.find('(', at); open != Nowhere)
        return within(open);
  for (const char *name : {"make_unique", "make_unique_for_overwrite"})
    if (size_t at = findWord(code, name); at != Nowhere)
      if (size_t open = code.find('(', at); open != Nowhere)
        return within(open);
  size_t at = findWord(code, "vector");
  if (at == Nowhere)
    return {};
  size_t open = code.find_first_of("({", at);
  std::string arguments = open == Nowhere ? std::string() : within(open);
  if (open != Nowhere && code[open] == '{')
    return arguments.empty() ? arguments : "1"; // elements
  int depth = 0;
  for (size_t i = 0; i < arguments.size(); ++i) {
    depth += (arguments[i] == '(') - (arguments[i] == ')');
    if (arguments[i] == ',' && depth == 0)
      return arguments.substr(0, i);
  }
  return arguments;
}

} // namespace allocsites
