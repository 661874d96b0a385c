// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/GrowthChain.h"
#include "advice/Overlap.h"
#include "advice/Rules.h"
#include "advice/SourceLines.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

/// Blocks of so many sizes; adds up objects and bytes.
struct Blocks {
  Distribution distribution;
  int64_t objects = 0, bytes = 0;

  Blocks &add(uint64_t size, uint64_t count) {
    Distribution more;
    size_t bucket = 0;
    while (bucket + 1 < more.sizes.size() &&
           Distribution::sizeFrom(bucket + 1) <= size)
      ++bucket;
    more.sizes[bucket] = count;
    more.minSize = more.maxSize = size;
    distribution += more;
    objects += int64_t(count);
    bytes += int64_t(count * size);
    return *this;
  }
  std::optional<GrowthChain> chain() const {
    return findGrowthChain(distribution, objects, bytes);
  }
};

TEST(GrowthChain, EachContainerKeepsItsLastBlock) {
  // Ten vectors of 24 bytes an element; four grew on from 96 bytes.
  auto chain = Blocks().add(24, 10).add(48, 10).add(96, 10).add(192, 4).chain();
  ASSERT_TRUE(chain);
  EXPECT_EQ(chain->containers, 10);
  EXPECT_EQ(chain->steps, 4);
  EXPECT_EQ(chain->first, 24u);
  EXPECT_EQ(chain->last, 192u);
  EXPECT_EQ(chain->toTheEnd, 4);
  EXPECT_EQ(chain->keptBytes, 6 * 96 + 4 * 192);
}

TEST(GrowthChain, RoundedFactorsAndSkippedClassesAreOne) {
  // The bucket arrays of libstdc++.
  Blocks primes;
  for (uint64_t buckets : {13, 29, 59, 127, 257, 541, 1109})
    primes.add(buckets * 8, 100);
  auto chain = primes.chain();
  ASSERT_TRUE(chain);
  EXPECT_EQ(chain->steps, 7);
  EXPECT_NEAR(double(chain->keptBytes), 100 * 1109 * 8, 100 * 1109 * 8 * 0.03);
}

TEST(GrowthChain, OtherBlocksAreNone) {
  EXPECT_FALSE(Blocks().chain());
  EXPECT_FALSE(Blocks().add(4000, 100).chain());            // reserved
  EXPECT_FALSE(Blocks().add(32, 10).add(64, 20).chain());   // more of the later
  EXPECT_FALSE(Blocks().add(32, 10).add(1024, 10).chain()); // a leap
  // Of one class, but not of one size: they do not add up.
  EXPECT_FALSE(
      Blocks().add(65, 50).add(127, 50).add(128, 100).add(256, 100).chain());
}

TEST(Overlap, NoMoreBlocksThanFitIntoTheirLifetime) {
  Blocks nodes;
  nodes.add(24, 1000);
  nodes.distribution.lifetimes[0] = 10;
  nodes.distribution.lifetimes[1] = 980; // below 256 bytes
  nodes.distribution.lifetimes[7] = 10;
  auto overlap = findOverlap(nodes.distribution);
  ASSERT_TRUE(overlap);
  EXPECT_EQ(overlap->within, 256u);
  EXPECT_EQ(overlap->blocks, 990);
  EXPECT_EQ(overlap->mostTogether, 256 / 24 + 1);
}

TEST(Overlap, LongLivesSayNothing) {
  Blocks nodes;
  nodes.add(24, 1000);
  EXPECT_FALSE(findOverlap(nodes.distribution)); // not freed
  nodes.distribution.lifetimes[7] = 1000;
  EXPECT_FALSE(findOverlap(nodes.distribution));
  EXPECT_FALSE(findOverlap({}));
}

TEST(Statements, AssignmentsThatAddToThemselves) {
  for (const char *yes :
       {"all = all + word;", "text = text+\"x\";", "this->s = this->s + t;",
        "lines[i] = lines[i] + \"\\n\";", "for (;;) s = s + t;",
        "path = \"/\" + path;", "if (a == b) s = s + t;"})
    EXPECT_NE(addedToItself(yes), "") << yes;
  for (const char *no :
       {"all += word;", "all = word + other;", "all = all2 + word;",
        "bool same = a == a + b;", "s = t + s.size();", "s = f(s + t);", "",
        "x == x + y;", "s = ++s;", "="})
    EXPECT_EQ(addedToItself(no), "") << no;
  EXPECT_EQ(addedToItself("if (a) this->s = this->s + t;"), "this->s");
}

TEST(Statements, LiteralsThatAreLookedUp) {
  using All = std::vector<LookedUp>;
  EXPECT_EQ(lookedUpLiterals("return m.find(\"abcdef\")->second;"),
            (All{{"find", 6}}));
  EXPECT_EQ(lookedUpLiterals("f(m->at(\"ab\"), m[\"abc\"]);"),
            (All{{"at", 2}, {"[]", 3}}));
  EXPECT_EQ(lookedUpLiterals("m.find(key); f(\"abc\");"), All{});
  EXPECT_EQ(lookedUpLiterals("m.find(\"a\\n\");"), All{});
  EXPECT_EQ(lookedUpLiterals("m.find(\"a"), All{});
}

TEST(Statements, LoopsThatCopyElements) {
  for (const char *yes : {"for (auto x : xs)", "for (std::string x : xs) {",
                          "for (const std::vector<int> v : a.b) f(v);"})
    EXPECT_TRUE(copiesElements(yes)) << yes;
  for (const char *no :
       {"for (auto &x : xs)", "for (const auto &x : xs)", "for (auto *p : ps)",
        "for (int i = 0; i < n; ++i)", "while (x)", "a ? b : c;"})
    EXPECT_FALSE(copiesElements(no)) << no;
}

TEST(Statements, LoopsThatConvertElements) {
  EXPECT_TRUE(
      convertsElements("for (const std::pair<std::string, int> &p : m) {"));
  for (const char *no :
       {"for (const std::pair<const std::string, int> &p : m)",
        "for (const auto &p : m)", "for (const std::string &s : strings)",
        "for (std::pair<int, int> p : m)", "f(std::pair<int, int>());"})
    EXPECT_FALSE(convertsElements(no)) << no;
}

TEST(Statements, ConstantsAndResults) {
  EXPECT_TRUE(copiesToConstant("const std::string name = config.name;"));
  EXPECT_TRUE(copiesToConstant("const auto x = *it;"));
  EXPECT_FALSE(copiesToConstant("const auto x = f(y);"));
  EXPECT_FALSE(copiesToConstant("const auto &x = y;"));
  EXPECT_FALSE(copiesToConstant("std::string x = y;"));
  EXPECT_TRUE(returnsLvalue("return name_;"));
  EXPECT_TRUE(returnsLvalue("std::string name() const { return it->name; }"));
  EXPECT_FALSE(returnsLvalue("return f(x);"));
  EXPECT_FALSE(returnsLvalue("return a + b;"));
  EXPECT_FALSE(returnsLvalue("noreturn x;"));
  EXPECT_TRUE(returnsLvalue("if (found) return name_;"));
  EXPECT_FALSE(
      returnsLvalue("{ auto copy = name_; edit(copy); return copy; }"));
}

TEST(AdviceRules, SentencesAreFilled) {
  AdviceValues values{{"n", "1"}, {"m", "12"}, {"type", "T"}};
  EXPECT_EQ(fillSentence("{n:vector} and {m:vector} of {type}", values),
            "1 vector and 12 vectors of T");
  EXPECT_EQ(fillSentence("f::{lambda} {m", values), "f::{lambda} {m");
}

TEST(AdviceRules, TheBuiltinOnesAreGoodAndMistakesAreNamed) {
  EXPECT_EQ(AdviceRules::builtin().all().size(), 16u);
  ASSERT_TRUE(AdviceRules::builtin().find("vector-no-reserve"));
  EXPECT_FALSE(AdviceRules::builtin().find("nonsense"));
  auto bad = AdviceRules::parse(R"({"rules": [{"id": "x"}]})", "my.json");
  ASSERT_FALSE(bad);
  EXPECT_NE(bad.error().message.find("my.json: rule 1"), std::string::npos);
  EXPECT_FALSE(AdviceRules::parse("[", "my.json"));
}

} // namespace
