// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <allocsites/expect.h>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

static std::vector<std::string> split(const std::string &text) {
  std::vector<std::string> words;
  for (size_t at = 0, end; at < text.size(); at = end + 1) {
    end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
  }
  return words;
}

TEST(Split, ManyWords) {
  std::string text;
  for (int i = 0; i < 50; ++i)
    text += "a-word-that-is-longer-than-fifteen-bytes ";
  EXPECT_EQ(split(text).size(), 50u);
}

TEST(Split, OneWordTakesOneBlock) {
  ALLOCSITES_EXPECT_AT_MOST(1) { split("one"); }
}

TEST(Split, ShortWordsStayInPlace) {
  ALLOCSITES_EXPECT_AT_MOST(1) { split("one two three"); }
}
