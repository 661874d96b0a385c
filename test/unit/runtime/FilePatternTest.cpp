// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "FilePattern.h"

#include <gtest/gtest.h>

using namespace allocsites;

static const PatternValues Values = {"prog", "box", 42, 1700000000, "/here"};

static std::string expand(const char *Pattern) {
  PathText Path;
  return expandPattern(Pattern, Values, Path) ? Path.text() : "too long";
}

TEST(FilePattern, ReplacesEachLetter) {
  EXPECT_EQ(expand("/d/%e-%p-%h-%t.allocs"),
            "/d/prog-42-box-1700000000.allocs");
}
TEST(FilePattern, PutsTheDirectoryBeforeARelativeName) {
  EXPECT_EQ(expand(DefaultFilePattern), "/here/prog.42.allocs");
}
TEST(FilePattern, KeepsWhatItDoesNotKnow) {
  EXPECT_EQ(expand("/%x%%p%"), "/%x%p%");
}
TEST(FilePattern, SaysWhenItDoesNotFit) {
  EXPECT_EQ(expand(("/" + std::string(5000, 'a')).c_str()), "too long");
}
