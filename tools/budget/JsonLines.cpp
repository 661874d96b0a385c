// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "budget/JsonLines.h"

namespace allocsites {

namespace {

constexpr int ObjectDepth = 3; // { "budgets": [ {

} // namespace

JsonLines::JsonLines(std::string_view text) {
  int line = 1, depth = 0, object = -1;
  std::string word;
  objects[-1] = 1;
  for (size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
    case '\n':
      ++line;
      break;
    case '/': { // only in comments, outside strings
      bool toEndOfLine = i + 1 < text.size() && text[i + 1] == '/';
      size_t end = text.find(toEndOfLine ? "\n" : "*/", i + 2);
      for (; i + 1 < text.size() && i + 1 < end; ++i)
        line += text[i + 1] == '\n';
      i += toEndOfLine ? 0 : 2;
      break;
    }
    case '"':
      word.clear();
      for (++i; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\')
          ++i;
        word += i < text.size() ? text[i] : '\0';
      }
      break;
    case ':':
      if (depth == 1)
        add(-1, word, line);
      else if (depth == ObjectDepth)
        add(object, word, line);
      break;
    case '{':
    case '[':
      if (++depth == ObjectDepth && text[i] == '{')
        objects[++object] = line;
      break;
    case '}':
    case ']':
      --depth;
      break;
    }
  }
}

void JsonLines::add(int object, const std::string &key, int line) {
  if (!keys.try_emplace({object, key}, line).second && again.second == 0)
    again = {key, line};
}

int JsonLines::of(int object, const std::string &key) const {
  if (auto found = keys.find({object, key}); found != keys.end())
    return found->second;
  auto found = objects.find(object);
  return found == objects.end() ? 1 : found->second;
}

} // namespace allocsites
