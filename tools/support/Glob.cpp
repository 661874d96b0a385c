// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support/Glob.h"

namespace allocsites {

namespace {

/// Matches one character against the pattern element at \p position and moves
/// \p position behind that element.
bool matchesOne(std::string_view pattern, size_t &position, char character) {
  char element = pattern[position++];
  if (element == '?')
    return true;
  size_t end;
  if (element != '[' ||
      (end = pattern.find(']', position + 1)) == std::string_view::npos)
    return element == character;
  bool negated = pattern[position] == '!' || pattern[position] == '^';
  bool found = false;
  for (size_t i = position + (negated ? 1 : 0); i < end; ++i) {
    if (i + 2 < end && pattern[i + 1] == '-') {
      found |= pattern[i] <= character && character <= pattern[i + 2];
      i += 2;
    } else {
      found |= pattern[i] == character;
    }
  }
  position = end + 1;
  return found != negated;
}

} // namespace

bool matchesGlob(std::string_view pattern, std::string_view text) {
  size_t inPattern = 0, inText = 0;
  size_t starPattern = std::string_view::npos, starText = 0;
  while (inText < text.size()) {
    if (inPattern < pattern.size() && pattern[inPattern] == '*') {
      starPattern = ++inPattern;
      starText = inText;
      continue;
    }
    if (inPattern < pattern.size() &&
        matchesOne(pattern, inPattern, text[inText])) {
      ++inText;
      continue;
    }
    // Let the last star take one character more.
    if (starPattern == std::string_view::npos)
      return false;
    inPattern = starPattern;
    inText = ++starText;
  }
  while (inPattern < pattern.size() && pattern[inPattern] == '*')
    ++inPattern;
  return inPattern == pattern.size();
}

bool matchesPathGlob(std::string_view pattern, std::string_view path) {
  if (matchesGlob(pattern, path))
    return true;
  if (pattern.starts_with('/') || pattern.starts_with('*'))
    return false; // Anchored, or a suffix adds nothing.
  for (size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1))
    if (matchesGlob(pattern, path.substr(slash + 1)))
      return true;
  return false;
}

} // namespace allocsites
