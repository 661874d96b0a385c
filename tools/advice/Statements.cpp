// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a statement says, as far as its words tell.
#include "advice/SourceLines.h"
#include "advice/Words.h"

namespace allocsites {

namespace {

/// Names, members, elements and what pointers point to: no call, no operator.
bool isLvalue(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    bool arrow = text[i] == '-' && i + 1 < text.size() && text[i + 1] == '>';
    i += arrow;
    if (!arrow && !isWord(text[i]) &&
        std::string_view(".[]*:").find(text[i]) == std::string_view::npos)
      return false;
  }
  return !text.empty();
}

} // namespace

std::string addedToItself(const std::string &statement) {
  for (size_t at = statement.find('='); at != std::string::npos;
       at = statement.find('=', at + 1)) {
    if (at == 0 || at + 1 == statement.size() || statement[at + 1] == '=' ||
        std::string_view("=!<>+-*/%&|^").find(statement[at - 1]) !=
            std::string_view::npos) {
      at += statement[at + 1] == '=';
      continue;
    }
    size_t end = at;
    while (end > 0 && statement[end - 1] == ' ')
      --end;
    size_t begin = end;
    auto ofName = [&](size_t i) {
      return isWord(statement[i]) ||
             std::string_view(".[]*").find(statement[i]) !=
                 std::string_view::npos ||
             (statement[i] == '>' && i > 0 && statement[i - 1] == '-') ||
             (statement[i] == '-' && i + 1 < end && statement[i + 1] == '>');
    };
    while (begin > 0 && ofName(begin - 1))
      --begin;
    std::string name = statement.substr(begin, end - begin);
    if (name.empty())
      continue;
    std::string right = statement.substr(at + 1);
    while (right.starts_with(' '))
      right.erase(0, 1);
    while (!right.empty() && (right.back() == ';' || right.back() == ' '))
      right.pop_back();
    std::string rest =
        right.starts_with(name) ? right.substr(name.size()) : std::string();
    while (rest.starts_with(' '))
      rest.erase(0, 1);
    if (rest.starts_with('+') && !rest.starts_with("++"))
      return name;
    std::string plus = "+" + name, spaced = "+ " + name;
    if ((right.ends_with(plus) && !right.ends_with('+' + plus)) ||
        right.ends_with(spaced))
      return name;
  }
  return {};
}

std::vector<LookedUp> lookedUpLiterals(const std::string &statement) {
  std::vector<LookedUp> result;
  for (const char *word :
       {".find(\"", ".count(\"", ".at(\"", ".contains(\"", ".erase(\"",
        ".lower_bound(\"", ".upper_bound(\"", ".equal_range(\"", ">find(\"",
        ">count(\"", ">at(\"", ">contains(\"", ">erase(\"", "[\""}) {
    size_t length = std::char_traits<char>::length(word);
    for (size_t at = statement.find(word); at != std::string::npos;
         at = statement.find(word, at + 1)) {
      size_t end = statement.find('"', at + length);
      std::string_view literal(statement);
      if (end == std::string::npos)
        continue;
      literal = literal.substr(at + length, end - at - length);
      // With escapes the length is another.
      if (literal.find('\\') == std::string_view::npos)
        result.push_back(
            {*word == '[' ? "[]" : std::string(word + 1, length - 3),
             literal.size()});
    }
  }
  return result;
}

namespace {
/// The T x of `for (T x : ...)`; empty if it is none.
std::string_view declarationOf(const std::string &statement) {
  if (!statement.starts_with("for (") && !statement.starts_with("for("))
    return {};
  std::string_view head(statement);
  head.remove_prefix(statement.find('(') + 1);
  for (size_t at = head.find(':'); at != std::string_view::npos;
       at = head.find(':', at + 1)) {
    if (at + 1 < head.size() && head[at + 1] == ':') {
      ++at;
      continue;
    }
    std::string_view declaration = head.substr(0, at);
    return declaration.find_first_of(";=?") == std::string_view::npos
               ? declaration
               : std::string_view();
  }
  return {};
}
} // namespace

bool copiesElements(const std::string &statement) {
  std::string_view declaration = declarationOf(statement);
  return !declaration.empty() &&
         declaration.find_first_of("&*") == std::string_view::npos;
}

bool convertsElements(const std::string &statement) {
  std::string_view declaration = declarationOf(statement);
  size_t pair = declaration.find("pair<");
  return pair != std::string_view::npos &&
         !declaration.substr(pair + 5).starts_with("const ") &&
         declaration.starts_with("const ") &&
         declaration.find('&') != std::string_view::npos;
}

bool copiesToConstant(const std::string &statement) {
  size_t equals = statement.find(" = ");
  if (!statement.starts_with("const ") || !statement.ends_with(';') ||
      equals == std::string::npos ||
      statement.substr(0, equals).find_first_of("&*(") != std::string::npos)
    return false;
  std::string_view right(statement);
  right.remove_prefix(equals + 3);
  right.remove_suffix(1);
  return isLvalue(right);
}

bool returnsLvalue(const std::string &statement) {
  constexpr std::string_view Word = "return ";
  size_t at = statement.find(Word);
  if (at == std::string::npos || (at != 0 && isWord(statement[at - 1])))
    return false;
  std::string_view before = std::string_view(statement).substr(0, at);
  while (before.ends_with(' '))
    before.remove_suffix(1);
  if (!before.empty() && !before.ends_with('{') && !before.ends_with(')') &&
      !before.ends_with(':') && !before.ends_with("else"))
    return false;
  for (const char *lambda : {"](", "] (", "]{", "] {"})
    if (before.find(lambda) != std::string_view::npos)
      return false; // Of the lambda, which is another function.
  size_t end = statement.find(';', at);
  if (end == std::string::npos)
    return false;
  at += Word.size();
  return isLvalue(std::string_view(statement).substr(at, end - at));
}

} // namespace allocsites
