// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/Words.h"

#include <cctype>

namespace allocsites {

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

size_t findWord(std::string_view code, std::string_view word, size_t from) {
  for (size_t at = code.find(word, from); at != Nowhere;
       at = code.find(word, at + 1))
    if (isWordAt(code, at, word))
      return at;
  return Nowhere;
}

bool hasWord(std::string_view code, std::string_view word) {
  return findWord(code, word) != Nowhere;
}

std::string_view wordBefore(std::string_view code, size_t end) {
  size_t begin = end;
  while (begin > 0 && isWord(code[begin - 1]))
    --begin;
  return code.substr(begin, end - begin);
}

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

} // namespace allocsites
