// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Options.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace allocsites;

static std::vector<std::string> Bad;
static Options parse(const char *Text) {
  Bad.clear();
  return parseOptions(Text, [](const char *Part, size_t Length) {
    Bad.emplace_back(Part, Length);
  });
}

TEST(Options, DefaultsFollowLiveObjects) {
  Options O = parse(nullptr);
  EXPECT_TRUE(O.enabled && O.live);
  EXPECT_FALSE(O.recursion || O.verbose);
}
TEST(Options, ReadsEachSpellingOfASwitch) {
  EXPECT_FALSE(parse("live=0").live);
  EXPECT_FALSE(parse("live=off").live);
  EXPECT_TRUE(parse("verbose=yes").verbose);
  EXPECT_TRUE(parse("verbose").verbose);
  EXPECT_TRUE(Bad.empty());
}
TEST(Options, LastOneCounts) {
  EXPECT_TRUE(parse("live=0:verbose=1:live=1").live);
}
TEST(Options, ReportsWhatItCannotUse) {
  Options O = parse("liv=1::live=maybe:=:recursion=1");
  EXPECT_TRUE(O.live && O.recursion);
  EXPECT_EQ(Bad, (std::vector<std::string>{"liv=1", "live=maybe", "="}));
}
TEST(Options, ReadsASize) {
  EXPECT_EQ(parse("").max_size, 1024u);
  EXPECT_EQ(parse("max_size=1").max_size, 1u);
  EXPECT_EQ(parse("max_size=512M").max_size, 512u);
  EXPECT_EQ(parse("max_size=16G").max_size, 16384u);
  EXPECT_TRUE(Bad.empty());
  const char *None = "max_size=0:max_size=17G:max_size=M:max_size=1K:max_size="
                     "1MM:max_size=-1:max_size:max_size=:max_size="
                     "99999999999999999999999";
  EXPECT_EQ(parse(None).max_size, 1024u);
  EXPECT_EQ(Bad.size(), 9u);
}
TEST(Options, ReadsOneOfSomeWords) {
  EXPECT_EQ(parse("").contracts, 1) << "report";
  EXPECT_EQ(parse("contracts=off").contracts, 0);
  EXPECT_EQ(parse("contracts=abort").contracts, 2);
  EXPECT_TRUE(Bad.empty());
  EXPECT_EQ(parse("contracts=abor:contracts:contracts=").contracts, 1);
  EXPECT_EQ(Bad, (std::vector<std::string>{"contracts=abor", "contracts",
                                           "contracts="}));
}
