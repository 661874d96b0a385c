// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/FunctionName.h"

#include <cctype>

namespace allocsites {

namespace {

bool isWordChar(char c) { return std::isalnum((unsigned char)c) || c == '_'; }

/// One behind the bracket that closes the one at \p begin; the end if none
/// does. Angle brackets that are part of `->` or of an operator's name do not
/// count.
size_t skipGroup(std::string_view text, size_t begin) {
  char open = text[begin];
  char close = open == '<' ? '>' : open == '(' ? ')' : open == '{' ? '}' : ']';
  size_t depth = 0;
  for (size_t i = begin; i < text.size(); ++i) {
    char c = text[i];
    if (c == open)
      ++depth;
    else if (c == close && !(c == '>' && text[i - 1] == '-') && --depth == 0)
      return i + 1;
    else if (open == '<' && c == '(')
      i = skipGroup(text, i) - 1; // comparisons stand in round brackets
  }
  return text.size();
}

/// The text without its template arguments.
std::string withoutArguments(std::string_view text) {
  std::string result;
  for (size_t i = 0; i < text.size();)
    if (text[i] == '<')
      i = skipGroup(text, i);
    else
      result += text[i++];
  return result;
}

/// `std::string` and the like are typedefs of templates.
void expandTypedefs(std::string &text) {
  static constexpr std::string_view Stems[] = {
      "string",       "wstring",  "u8string",      "u16string",
      "u32string",    "ostream",  "istream",       "iostream",
      "wostream",     "wistream", "ostringstream", "istringstream",
      "stringstream", "ofstream", "ifstream",      "fstream",
      "stringbuf",    "filebuf",  "string_view"};
  for (size_t at = text.find("std::"); at != std::string::npos;
       at = text.find("std::", at + 5)) {
    size_t begin = at + 5, end = begin;
    while (end < text.size() && isWordChar(text[end]))
      ++end;
    std::string_view word = std::string_view(text).substr(begin, end - begin);
    for (std::string_view stem : Stems) {
      if (word != stem)
        continue;
      // Wide ones have a template of the same name.
      std::string_view plain = stem;
      while (plain != "string" &&
             (plain.starts_with("w") || plain.starts_with("u8") ||
              plain.starts_with("u16") || plain.starts_with("u32")))
        plain.remove_prefix(plain[0] == 'w' ? 1 : plain[1] == '8' ? 2 : 3);
      text.replace(begin, end - begin, "basic_" + std::string(plain));
      break;
    }
  }
}

/// Reads the name at its start; see splitFunctionName().
class NameParser {
public:
  explicit NameParser(std::string_view text) : text(text) {}

  FunctionName parse() {
    while (at < text.size() && !done)
      step();
    expandTypedefs(result.name);
    expandTypedefs(result.parameters);
    return std::move(result);
  }

private:
  void step() {
    char c = text[at];
    if (c == '<') {
      at = skipGroup(text, at);
    } else if (c == '(') {
      bracket();
    } else if (c == '{') {
      size_t end = skipGroup(text, at);
      bool lambda = text.substr(at).starts_with("{lambda");
      result.name += lambda ? "{lambda}" : text.substr(at, end - at);
      at = end;
    } else if (c == '[') {
      at = skipGroup(text, at); // an ABI tag or a clone's number
    } else if (c == ' ') {
      // What came before is a return type, unless a tag follows the name.
      char next = at + 1 < text.size() ? text[at + 1] : ' ';
      if (next == '[')
        done = true;
      else if (next != '<') // `operator<< <char>`
        result.name.clear();
      ++at;
    } else if (startsOperator()) {
      operatorName();
    } else {
      result.name += c;
      ++at;
    }
  }

  void bracket() {
    std::string_view rest = text.substr(at);
    if (rest.starts_with("(anonymous")) {
      size_t end = skipGroup(text, at);
      result.name += text.substr(at, end - at);
      at = end;
      return;
    }
    // `int (&f(char))[3]` returns a reference to an array.
    if (result.name.empty() &&
        (rest.starts_with("(&") || rest.starts_with("(*"))) {
      at += 2;
      return;
    }
    size_t end = skipGroup(text, at);
    if (result.name.empty() || result.name == "decltype") {
      at = end;
      return;
    }
    size_t scope = end;
    for (std::string_view word : {" const", " volatile", "&", "&&"})
      if (text.substr(scope).starts_with(word))
        scope += word.size();
    if (text.substr(scope).starts_with("::")) { // of an enclosing function
      at = scope;
      return;
    }
    result.parameters = withoutArguments(text.substr(at, end - at));
    done = true;
  }

  bool startsOperator() const {
    constexpr std::string_view Word = "operator";
    if (!text.substr(at).starts_with(Word))
      return false;
    if (at > 0 && isWordChar(text[at - 1]))
      return false;
    size_t end = at + Word.size();
    return end < text.size() && !isWordChar(text[end]);
  }

  void operatorName() {
    size_t begin = at;
    at += 8;
    if (text[at] == '(') {
      at += 2;
    } else if (text[at] == ' ') { // new, delete, a conversion, a literal
      while (at < text.size() && text[at] != '(')
        at = text[at] == '<' ? skipGroup(text, at) : at + 1;
    } else {
      while (at < text.size() && !isWordChar(text[at]) && text[at] != '(' &&
             text[at] != ' ' &&
             !(text[at] == '<' && at > begin + 8 && isArguments()))
        ++at;
    }
    result.name += withoutOperatorArguments(text.substr(begin, at - begin));
  }

  /// True if the `<` here opens template arguments of an operator's name: the
  /// demangler puts a blank before those of `operator<`.
  bool isArguments() const {
    std::string_view next = text.substr(at + 1);
    return !next.starts_with("<") && !next.starts_with("=") &&
           !next.starts_with("(") && text[at - 1] != '<';
  }

  static std::string withoutOperatorArguments(std::string_view name) {
    return name.starts_with("operator ") ? withoutArguments(name)
                                         : std::string(name);
  }

  std::string_view text;
  size_t at = 0;
  bool done = false;
  FunctionName result;
};

} // namespace

FunctionName splitFunctionName(std::string_view demangled) {
  return NameParser(demangled).parse();
}

std::string_view firstTemplateArgument(std::string_view demangled,
                                       std::string_view prefix) {
  size_t at = demangled.find(prefix);
  if (at == std::string_view::npos)
    return {};
  size_t begin = at + prefix.size();
  if (begin >= demangled.size() || demangled[begin] != '<')
    return {};
  size_t depth = 0;
  for (size_t i = begin; i < demangled.size(); ++i) {
    char c = demangled[i];
    if (c == '(' || c == '{') {
      i = skipGroup(demangled, i) - 1;
      continue;
    }
    if (c == '<')
      ++depth;
    bool closes = c == '>' && demangled[i - 1] != '-';
    if ((closes && --depth == 0) || (c == ',' && depth == 1))
      return demangled.substr(begin + 1, i - begin - 1);
  }
  return {};
}

} // namespace allocsites
