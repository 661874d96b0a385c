// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/Scopes.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace allocsites {

namespace {

constexpr auto Nowhere = std::string_view::npos;

bool isWord(char c) { return std::isalnum((unsigned char)c) || c == '_'; }
bool isBlank(char c) { return std::isspace((unsigned char)c); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && isBlank(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && isBlank(text.back()))
    text.remove_suffix(1);
  return text;
}

bool isWordAt(std::string_view code, size_t at, std::string_view word) {
  return code.substr(at).starts_with(word) &&
         (at == 0 || !isWord(code[at - 1])) &&
         (at + word.size() == code.size() || !isWord(code[at + word.size()]));
}

size_t findWord(std::string_view code, std::string_view word, size_t from = 0) {
  for (size_t at = code.find(word, from); at != Nowhere;
       at = code.find(word, at + 1))
    if (isWordAt(code, at, word))
      return at;
  return Nowhere;
}

bool hasWord(std::string_view code, std::string_view word) {
  return findWord(code, word) != Nowhere;
}

bool isLoop(std::string_view head) {
  return hasWord(head, "for") || hasWord(head, "while") || hasWord(head, "do");
}

/// The word that ends at \p end.
std::string_view wordBefore(std::string_view code, size_t end) {
  size_t begin = end;
  while (begin > 0 && isWord(code[begin - 1]))
    --begin;
  return code.substr(begin, end - begin);
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

/// Where the bracket at \p at is closed; Nowhere if it is not.
size_t closing(std::string_view code, size_t at) {
  int depth = 0;
  for (size_t i = at; i < code.size(); ++i) {
    if (code[i] == '(' || code[i] == '[' || code[i] == '{')
      ++depth;
    else if ((code[i] == ')' || code[i] == ']' || code[i] == '}') &&
             --depth == 0)
      return i;
  }
  return Nowhere;
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

std::string withoutLiterals(std::string_view code) {
  std::string result;
  for (size_t i = 0; i < code.size(); ++i) {
    char c = code[i];
    result += c;
    if (c != '"' && (c != '\'' || (i > 0 && isWord(code[i - 1]))))
      continue;
    while (++i < code.size() && code[i] != c && code[i] != '\n')
      i += code[i] == '\\';
    result += c;
  }
  return result;
}

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
