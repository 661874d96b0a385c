// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: numbers, globs, regular expressions and paths.
#include "support/FileBytes.h"
#include "support/Glob.h"
#include "support/Path.h"
#include "support/Regex.h"
#include "support/SourceCache.h"
#include "support/Units.h"

#include "TemporaryFolder.h"

#include <cstring>
#include <fstream>
#include <gtest/gtest.h>

using namespace allocsites;

namespace {

TEST(Units, BytesAsPprofPrintsThem) {
  EXPECT_EQ(formatBytes(0), "0B");
  EXPECT_EQ(formatBytes(512), "512B");
  EXPECT_EQ(formatBytes(1024), "1kB");
  EXPECT_EQ(formatBytes(1536), "1.50kB");
  EXPECT_EQ(formatBytes(25187123), "24.02MB");
  EXPECT_EQ(formatBytes(~uint64_t(0)), "16EB");
}

TEST(Units, PercentagesAsPprofPrintsThem) {
  EXPECT_EQ(formatPercent(0, 100), "    0%");
  EXPECT_EQ(formatPercent(5, 0), "    0%");
  EXPECT_EQ(formatPercent(1, 1), "  100%");
  EXPECT_EQ(formatPercent(1, 3), "33.33%");
  EXPECT_EQ(formatPercent(1, 1000), "  0.1%");
  EXPECT_EQ(formatShortPercent(1, 1000), "0.1%");
}

TEST(Units, Counts) {
  EXPECT_EQ(formatCount(1, "node"), "1 node");
  EXPECT_EQ(formatCount(2, "node"), "2 nodes");
}

TEST(Glob, StarsCrossSlashes) {
  EXPECT_TRUE(matchesGlob("/usr/*", "/usr/include/a/b.h"));
  EXPECT_FALSE(matchesGlob("/usr/*", "/us/include"));
  EXPECT_TRUE(matchesGlob("*/c++/*", "/opt/include/c++/12/vector"));
  EXPECT_TRUE(matchesGlob("a?c", "abc"));
  EXPECT_FALSE(matchesGlob("a?c", "ac"));
  EXPECT_TRUE(matchesGlob("", ""));
  EXPECT_FALSE(matchesGlob("", "a"));
  EXPECT_TRUE(matchesGlob("**", ""));
}

TEST(Glob, Sets) {
  EXPECT_TRUE(matchesGlob("x[a-c]", "xb"));
  EXPECT_FALSE(matchesGlob("x[a-c]", "xd"));
  EXPECT_TRUE(matchesGlob("x[!a-c]", "xd"));
  EXPECT_TRUE(matchesGlob("x[", "x["));
  EXPECT_TRUE(matchesGlob("operator[]", "operator[]"));
}

TEST(Glob, IsQuickOnManyStars) {
  std::string text(20000, 'a');
  EXPECT_FALSE(matchesGlob("*a*a*a*a*a*a*a*a*b", text));
}

TEST(Glob, OfPathsMayStartAtAnySlash) {
  EXPECT_TRUE(matchesPathGlob("third_party/*", "/home/me/third_party/x.h"));
  EXPECT_TRUE(matchesPathGlob("x.h", "/home/me/x.h"));
  EXPECT_FALSE(matchesPathGlob("x.h", "/home/me/ax.h"));
  EXPECT_FALSE(matchesPathGlob("/x.h", "/home/x.h"));
}

bool found(const std::string &pattern, const std::string &text) {
  Result<Regex> regex = Regex::compile(pattern);
  return regex && regex->matches(text);
}

TEST(Regex, FindsAnywhere) {
  EXPECT_TRUE(found("plain", "a plain text"));
  EXPECT_TRUE(found("^std::", "std::vector"));
  EXPECT_FALSE(found("^std::", "my::std::vector"));
  EXPECT_TRUE(found("foo|bar$", "rebar"));
}

TEST(Regex, KnowsWhatPeopleBringFromPprof) {
  EXPECT_TRUE(found("(?i)PARSE", "parse"));
  EXPECT_TRUE(found("f\\d+$", "f42"));
  EXPECT_TRUE(found("a(?:b|c)d", "acd"));
  EXPECT_TRUE(found("\\(\\*\\)", "f(*)"));
  EXPECT_TRUE(found("a.*?b", "axxb"));
  EXPECT_TRUE(found("[\\d_]x", "_x"));
  EXPECT_TRUE(found("main\\.", "main.cpp"));
}

TEST(Regex, SaysWhatIsWrong) {
  for (const char *bad : {"(", "[a", "a{2", "*", "(?=x)", "(a)\\1", "x\\",
                          "a{5000}", "operator[]"}) {
    Result<Regex> regex = Regex::compile(bad);
    ASSERT_FALSE(regex) << bad;
    EXPECT_TRUE(regex.error().message.starts_with("bad regular expression"));
  }
}

TEST(Regex, RefusesRepetitionsBeforeAGroupThatStaysOpen) {
  Result<Regex> regex = Regex::compile("x" + std::string(20, '+') + "(y");
  ASSERT_FALSE(regex);
  EXPECT_NE(regex.error().message.find("make it too large"), std::string::npos)
      << regex.error().message;
}

TEST(Regex, EnduresAVeryLongSubject) {
  std::string text(1000000, 'a');
  EXPECT_FALSE(found("^(a|b)*c$", text));
  EXPECT_TRUE(found("a.*a", text));
}

TEST(Path, IsNormalisedByTextAlone) {
  EXPECT_EQ(normalisePath("/usr/bin/../include/x.h"), "/usr/include/x.h");
  EXPECT_EQ(normalisePath("/a/./b//c"), "/a/b/c");
  EXPECT_EQ(normalisePath("../a/../b"), "../b");
  EXPECT_EQ(normalisePath("/../a"), "/a");
  EXPECT_EQ(normalisePath("./a"), "a");
  EXPECT_EQ(baseName("/a/b.c"), "b.c");
}

class Sources : public testing::Test {
protected:
  Sources() {
    std::ofstream(directory + "sources_test.cpp") << "one\r\ntwo\n\nfour";
  }
  TemporaryFolder folder;
  std::string directory = folder.path();
};

TEST_F(Sources, AreSplitIntoLines) {
  SourceCache cache({});
  const SourceFile &file = cache.get(directory + "sources_test.cpp");
  ASSERT_EQ(file.lines.size(), 4u);
  EXPECT_EQ(file.lines[0], "one");
  EXPECT_EQ(file.lines[2], "");
  EXPECT_EQ(file.lines[3], "four");
}

TEST_F(Sources, AreFoundByMapPrefixAndSuffix) {
  SourceSearch search;
  EXPECT_FALSE(SourceCache(search).get("/gone/a/sources_test.cpp").found());
  search.maps = {{"/gone/a/", directory}};
  EXPECT_TRUE(SourceCache(search).get("/gone/a/sources_test.cpp").found());
  search = {};
  search.directories = {directory};
  EXPECT_TRUE(SourceCache(search).get("/gone/a/sources_test.cpp").found());
  search.trimPrefixes = {"/gone/"};
  EXPECT_TRUE(SourceCache(search).get("/gone/sources_test.cpp").found());
}

TEST(FileBytes, RefusesWhatIsNoFile) {
  EXPECT_FALSE(FileBytes::read("/nonexistent/file", 100));
  EXPECT_FALSE(FileBytes::read("/", 100));
  EXPECT_FALSE(FileBytes::read("/dev/zero", 100));
}

TEST(FileBytes, RefusesTooLarge) {
  TemporaryFolder folder;
  std::string path = folder.file("text");
  std::ofstream(path) << "text";
  EXPECT_FALSE(FileBytes::read(path, 3));
  Result<FileBytes> bytes = FileBytes::read(path, 4);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(std::memcmp(bytes->data(), "text", 4), 0);
}

TEST(InputFile, ReadsZerosBehindTheEndAndPassesOverHoles) {
  TemporaryFolder folder;
  std::string path = folder.file("sparse");
  constexpr uint64_t End = uint64_t(1) << 33;
  {
    std::ofstream file(path);
    file.seekp(End);
    file << "end";
  }
  Result<InputFile> file = InputFile::open(path);
  ASSERT_TRUE(file);
  char text[8] = "changed";
  EXPECT_TRUE(file->readPadded(End, text, sizeof(text)));
  EXPECT_EQ(std::memcmp(text, "end\0\0\0\0\0", 8), 0);
  EXPECT_FALSE(file->readAt(End, text, sizeof(text)));
  uint64_t data = file->skipHole(0, file->size());
  EXPECT_GT(data, End - (1 << 20));
  EXPECT_LE(data, End);
  EXPECT_EQ(file->skipHole(0, 1 << 20), uint64_t(1 << 20));
}

} // namespace
