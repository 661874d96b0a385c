// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Splits and joins text. With -DBETTER as its author left it after a look at the
// report: that build is compared with the other.
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

static std::vector<std::string> split(const std::string &text) {
  std::vector<std::string> words;
#ifdef BETTER
  words.reserve(64);
#endif
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find(' ', at);
    words.push_back(text.substr(at, end - at));
    at = end == std::string::npos ? text.size() : end + 1;
  }
  return words;
}

static std::string join(const std::vector<std::string> &words) {
  std::string all;
  for (const std::string &word : words)
    all += word + ", ";
  return all;
}

// Seen from outside, so that no compiler takes the blocks away.
void *volatile table, *volatile scratch;

int main() {
  std::string text;
  for (int i = 0; i < 60; ++i)
    text += "a-word-that-is-longer-than-the-small-buffer ";
  std::map<size_t, std::string> lines;
  for (int round = 0; round < 300; ++round)
    lines[round % 20] = join(split(text));
  // Few large blocks, one of them never freed.
  table = std::calloc(1, 200 << 10);
  scratch = std::malloc(300 << 10);
  std::free(scratch);
  return 0;
}
