// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: command lines as pprof's users write them.
#include "cli/Arguments.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

const std::vector<KnownOption> Known = {{"sample_index", true},
                                        {"cum", false},
                                        {"no-fold", false},
                                        {"focus", true},
                                        {"output", true}};

Arguments normal(const Arguments &arguments) {
  return normaliseArguments(arguments, Known);
}

TEST(Arguments, OneDashIsTwo) {
  EXPECT_EQ(normal({"-cum", "--cum"}), Arguments({"--cum", "--cum"}));
  EXPECT_EQ(normal({"-sample_index=alloc_space"}),
            Arguments({"--sample_index=alloc_space"}));
}

TEST(Arguments, DashAndUnderscoreAreOne) {
  EXPECT_EQ(normal({"-sample-index=1", "-no_fold"}),
            Arguments({"--sample_index=1", "--no-fold"}));
}

TEST(Arguments, ValuesAreJoinedSoThatTheyMayStartWithADash) {
  EXPECT_EQ(normal({"-focus", "-cum", "f"}), Arguments({"--focus=-cum", "f"}));
  EXPECT_EQ(normal({"-focus=a=b"}), Arguments({"--focus=a=b"}));
}

TEST(Arguments, AreLeftAloneIfUnknown) {
  EXPECT_EQ(normal({"-bogus", "-o", "-cum", "-", "a.allocs"}),
            Arguments({"-bogus", "-o", "-cum", "-", "a.allocs"}));
  EXPECT_EQ(normal({"--", "-cum"}), Arguments({"--", "-cum"}));
}

TEST(Arguments, AValueMayBeMissing) {
  EXPECT_EQ(normal({"-focus"}), Arguments({"--focus"}));
}

TEST(Arguments, ACommandStartsAtTheFirstWordOrBehindTwoDashes) {
  CommandSplit split =
      splitCommand({"-cum", "-focus", "x", "ls", "-cum"}, Known);
  EXPECT_EQ(split.options, Arguments({"-cum", "-focus", "x"}));
  EXPECT_EQ(split.command, Arguments({"ls", "-cum"}));
  split = splitCommand({"-o", "file", "--", "-prog", "--"}, Known);
  EXPECT_EQ(split.options, Arguments({"-o", "file"}));
  EXPECT_EQ(split.command, Arguments({"-prog", "--"}));
}

TEST(Arguments, ACommandCanBeMadeToNeedTwoDashes) {
  CommandSplit split = splitCommand({"-cum", "word", "--", "ls", "-cum"}, Known,
                                    CommandStart::Dashes);
  EXPECT_EQ(split.options, Arguments({"-cum", "word"}));
  EXPECT_EQ(split.command, Arguments({"ls", "-cum"}));
  split = splitCommand({"-cum", "word"}, Known, CommandStart::Dashes);
  EXPECT_EQ(split.options, Arguments({"-cum", "word"}));
  EXPECT_TRUE(split.command.empty());
}

TEST(Arguments, TheClosestWordIsOffered) {
  EXPECT_EQ(closest("tp", {"run", "top", "tree"}), "top");
  EXPECT_EQ(closest("samples_index", {"cum", "sample_index"}), "sample_index");
  EXPECT_EQ(closest("zzz", {"run", "top"}), "");
}

} // namespace
