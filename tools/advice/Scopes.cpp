// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/Scopes.h"

#include "advice/Words.h"

#include <algorithm>
#include <optional>

namespace allocsites {

namespace {

bool isLoop(std::string_view head) {
  return hasWord(head, "for") || hasWord(head, "while") || hasWord(head, "do");
}

/// True if the name at \p at is declared there: a type stands before it.
bool isDeclaration(std::string_view code, size_t at, size_t end,
                   bool &reference) {
  size_t before = at;
  reference = false;
  while (before > 0 && (isBlank(code[before - 1]) || code[before - 1] == '&' ||
                        code[before - 1] == '*')) {
    reference |= !isBlank(code[before - 1]);
    --before;
  }
  if (before == 0 || before == at)
    return false;
  bool type =
      code[before - 1] == '>' && before > 1 && !isBlank(code[before - 2]);
  if (isWord(code[before - 1])) {
    std::string_view word = wordBefore(code, before);
    constexpr std::string_view NoTypes[] = {
        "return", "else", "case", "throw",     "new",      "delete",
        "and",    "or",   "not",  "co_return", "co_yield", "do"};
    type = std::find(std::begin(NoTypes), std::end(NoTypes), word) ==
           std::end(NoTypes);
  }
  while (end < code.size() && isBlank(code[end]))
    ++end;
  return type && (end == code.size() ||
                  std::string_view(";=({,):[").find(code[end]) != Nowhere);
}

constexpr std::string_view Changing[] = {"append",
                                         "assign",
                                         "at",
                                         "back",
                                         "begin",
                                         "clear",
                                         "data",
                                         "emplace",
                                         "emplace_back",
                                         "emplace_front",
                                         "end",
                                         "erase",
                                         "extract",
                                         "front",
                                         "insert",
                                         "insert_or_assign",
                                         "merge",
                                         "pop_back",
                                         "pop_front",
                                         "push_back",
                                         "push_front",
                                         "rbegin",
                                         "remove",
                                         "remove_if",
                                         "rend",
                                         "replace",
                                         "reserve",
                                         "resize",
                                         "resize_and_overwrite",
                                         "reverse",
                                         "shrink_to_fit",
                                         "sort",
                                         "splice",
                                         "swap",
                                         "try_emplace",
                                         "unique"};

/// True if what stands behind a name writes to it: `= y`, `+= y`, `++`.
bool isAssigned(std::string_view rest) {
  rest = trimmed(rest);
  if (rest.starts_with("++") || rest.starts_with("--"))
    return true;
  if (rest.starts_with("<<=") || rest.starts_with(">>="))
    return true;
  if (!rest.empty() && std::string_view("+-*/%&|^").find(rest[0]) != Nowhere)
    rest.remove_prefix(1);
  return rest.starts_with('=') && !rest.starts_with("==");
}

bool isChangedAt(std::string_view code, size_t at, size_t end) {
  std::string_view before = trimmed(code.substr(0, at));
  if (before.ends_with('&') || before.ends_with(">>") ||
      before.ends_with("++") || before.ends_with("--") ||
      before.ends_with("move(") || before.ends_with("return") ||
      before.ends_with("forward("))
    return true;
  std::string_view rest = trimmed(code.substr(end));
  // An element of it, by a reference that can write.
  if (before.ends_with(':') && !before.ends_with("::") &&
      rest.starts_with(')')) {
    size_t head = before.rfind("for");
    std::string_view made = head == Nowhere ? "" : before.substr(head);
    return made.find('&') != Nowhere && !hasWord(made, "const");
  }
  while (rest.starts_with('[')) {
    size_t close = closing(rest, 0);
    if (close == Nowhere)
      return true;
    rest = trimmed(rest.substr(close + 1));
  }
  size_t member = rest.starts_with('.') ? 1 : rest.starts_with("->") ? 2 : 0;
  if (member == 0)
    return isAssigned(rest);
  rest = trimmed(rest.substr(member));
  size_t length = 0;
  while (length < rest.size() && isWord(rest[length]))
    ++length;
  std::string_view name = rest.substr(0, length);
  return std::find(std::begin(Changing), std::end(Changing), name) !=
             std::end(Changing) ||
         isAssigned(rest.substr(length));
}

std::string_view baseOf(std::string_view name) {
  while (name.starts_with('*') || name.starts_with("this->"))
    name.remove_prefix(name.starts_with('*') ? 1 : 6);
  size_t length = 0;
  while (length < name.size() && isWord(name[length]))
    ++length;
  return name.substr(0, length);
}

} // namespace

Holder holderOf(std::string_view name, std::string_view before) {
  struct Scope {
    bool loop;
    int outerParentheses;
  };
  const std::string text = withoutLiterals(before);
  const std::string_view code = text, base = baseOf(name);
  std::vector<Scope> scopes;
  std::optional<size_t> made; // in so many scopes
  bool reference = false;
  int parentheses = 0;
  std::string head;
  for (size_t i = 0; i < code.size(); ++i) {
    char c = code[i];
    if (!base.empty() && isWordAt(code, i, base)) {
      bool refers = false;
      if (isDeclaration(code, i, i + base.size(), refers)) {
        // The variable of `for (T x : ...)` belongs to the body.
        made = scopes.size() + (parentheses > 0 && hasWord(head, "for"));
        reference = refers;
      }
    }
    switch (c) {
    case '(':
      ++parentheses;
      break;
    case ')':
      --parentheses;
      break;
    case '{':
      scopes.push_back({parentheses == 0 && isLoop(head), parentheses});
      parentheses = 0;
      head.clear();
      continue;
    case '}':
      if (scopes.empty())
        return Holder::Round;
      parentheses = scopes.back().outerParentheses;
      scopes.pop_back();
      head.clear();
      if (made && *made > scopes.size())
        made.reset();
      continue;
    case ';':
      if (parentheses == 0) {
        head.clear();
        continue;
      }
    }
    head += c;
  }
  size_t from = made.value_or(0);
  bool inLoop = isLoop(head) && from <= scopes.size();
  for (size_t i = from; i < scopes.size(); ++i)
    inLoop |= scopes[i].loop;
  if (name.find('[') != Nowhere)
    return made && !reference ? Holder::Round : Holder::Elsewhere;
  if (inLoop)
    return Holder::Loop;
  return made && !reference ? Holder::Round : Holder::Elsewhere;
}

size_t assignmentOf(std::string_view name, std::string_view line) {
  for (size_t at = findWord(line, name); at != Nowhere;
       at = findWord(line, name, at + 1)) {
    std::string_view rest = trimmed(line.substr(at + name.size()));
    if (rest.starts_with('=') && !rest.starts_with("=="))
      return at;
  }
  return 0;
}

bool mayChange(std::string_view name, std::string_view code) {
  const std::string text = withoutLiterals(code);
  name = baseOf(name);
  for (size_t at = findWord(text, name); !name.empty() && at != Nowhere;
       at = findWord(text, name, at + 1))
    if ((at == 0 || text[at - 1] != '.') &&
        isChangedAt(text, at, at + name.size()))
      return true;
  return name.empty();
}

std::string_view loopBody(std::string_view code) {
  size_t loop = findWord(code, "for");
  size_t open = loop == Nowhere ? Nowhere : code.find('(', loop);
  size_t begin = open == Nowhere ? Nowhere : closing(code, open);
  if (begin == Nowhere)
    return {};
  do
    ++begin;
  while (begin < code.size() && isBlank(code[begin]));
  size_t end = begin < code.size() && code[begin] == '{'
                   ? closing(code, begin)
                   : code.find(';', begin);
  return end == Nowhere ? std::string_view()
                        : code.substr(begin, end - begin + 1);
}

std::string_view restOfBlock(std::string_view code) {
  int depth = 0;
  for (size_t i = 0; i < code.size(); ++i) {
    depth += code[i] == '{';
    if (code[i] == '}' && depth-- == 0)
      return code.substr(0, i + 1);
  }
  return {};
}

std::vector<std::string> loopVariables(std::string_view head) {
  std::vector<std::string> result;
  size_t colon = head.find(" :");
  if (colon == Nowhere)
    return result;
  size_t begin = colon;
  if (colon > 0 && head[colon - 1] == ']')
    begin = head.rfind('[', colon);
  else
    begin -= wordBefore(head, colon).size();
  for (size_t i = begin; begin != Nowhere && i < colon;) {
    std::string_view rest = head.substr(i, colon - i);
    size_t length = 0;
    while (length < rest.size() && isWord(rest[length]))
      ++length;
    if (length != 0)
      result.emplace_back(rest.substr(0, length));
    i += length + 1;
  }
  return result;
}

std::string namedVariable(std::string_view statement) {
  int angles = 0;
  for (size_t i = 0; i < statement.size(); ++i) {
    char c = statement[i];
    angles += (c == '<') - (c == '>');
    if (angles != 0 || (c != '=' && c != '(' && c != '{' && c != ';'))
      continue;
    size_t end = i;
    while (end > 0 && isBlank(statement[end - 1]))
      --end;
    std::string_view name = wordBefore(statement, end);
    size_t at = end - name.size();
    bool reference = false;
    if (name.empty() || c == ';')
      return {};
    if (c == '=' || isDeclaration(statement, at, end, reference))
      return std::string(name);
    return {};
  }
  return {};
}

} // namespace allocsites
