// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: what is library code is decided by path, else by symbol, and the
// user's rules win.
#include "Sketch.h"
#include "TemporaryFolder.h"

#include <fstream>
#include <gtest/gtest.h>

using namespace allocsites;

namespace {

bool isLibrary(const LibraryRules &rules, const std::string &name,
               const std::string &file) {
  Sketch sketch;
  Id function = sketch.builder.function(
      sketch.builder.string(name),
      file.empty() ? None : sketch.builder.pathOf(sketch.builder.string(file)),
      0);
  Model model = sketch.builder.take();
  Names names(model);
  return rules.isLibrary(model, names, function);
}

struct Case {
  const char *name, *file;
  bool library;
};

class BuiltinRules : public testing::TestWithParam<Case> {};

TEST_P(BuiltinRules, Decide) {
  const Case &each = GetParam();
  EXPECT_EQ(isLibrary(LibraryRules(), each.name, each.file), each.library)
      << each.name << " in " << each.file;
}

INSTANTIATE_TEST_SUITE_P(
    Paths, BuiltinRules,
    testing::Values(
        Case{"f", "/usr/include/c++/12/bits/stl_vector.h", true},
        Case{"f",
             "/usr/bin/../lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/"
             "12/bits/stl_vector.h",
             true},
        Case{"f", "/usr/lib/llvm-19/include/c++/v1/vector", true},
        Case{"f", "/opt/llvm/include/c++/v1/vector", true},
        Case{"f", "/opt/llvm/lib/clang/19/include/immintrin.h", true},
        Case{"f", "/usr/include/boost/any.hpp", true},
        Case{"f", "/home/me/src/app.cpp", false},
        Case{"f", "/usr/src/app/app.cpp", false},
        Case{"f", "/usr/local/include/mine.h", false},
        Case{"f", "relative/app.cpp", false},
        // Where the file is known, the name does not matter.
        Case{"_ZNSt4hashI3KeyEclERKS0_", "/home/me/key.h", false}));

INSTANTIATE_TEST_SUITE_P(
    Symbols, BuiltinRules,
    testing::Values(Case{"_ZNSt6vectorIiSaIiEE9push_backEOi", "", true},
                    Case{"_ZNKSt6vectorIiSaIiEE4sizeEv", "", true},
                    Case{"_ZSt4moveIiEOT_", "", true},
                    Case{"_ZN9__gnu_cxx13new_allocatorIcE8allocateEm", "",
                         true},
                    Case{"_Znwm", "", true}, Case{"malloc", "", true},
                    Case{"_Z4userv", "", false}, Case{"main", "", false},
                    Case{"_ZN3app5ParseEv", "", false}));

TEST(LibraryRules, CommandLineWins) {
  LibraryRules rules;
  ASSERT_TRUE(rules.addPattern(true, "third_party/*"));
  ASSERT_TRUE(rules.addPattern(false, "/usr/include/mine/*"));
  ASSERT_TRUE(rules.addPattern(true, "re:^my::Vec<"));
  EXPECT_TRUE(isLibrary(rules, "f", "/home/me/third_party/x/y.h"));
  EXPECT_FALSE(isLibrary(rules, "f", "/home/me/third_party.h"));
  EXPECT_FALSE(isLibrary(rules, "f", "/usr/include/mine/x.h"));
  EXPECT_TRUE(isLibrary(rules, "_ZN2my3VecIiE4growEv", "/home/me/vec.h"));
}

class RulesFile : public testing::Test {
protected:
  std::string load(const std::string &text) {
    std::ofstream(path) << text;
    Result<void> result = rules.addFile(path);
    return result ? "" : result.error().message.substr(path.size());
  }

  TemporaryFolder folder;
  std::string path = folder.file("rules.json");
  LibraryRules rules;
};

TEST_F(RulesFile, AddsPathsSymbolsAndFunctions) {
  EXPECT_EQ(load(R"({"library": {"paths": ["*/vendor/*"],
                                 "symbols": ["xmalloc*"],
                                 "functions": ["my::Vec<*"]},
                     "user": {"paths": ["*/vendor/ours/*"]}})"),
            "");
  EXPECT_TRUE(isLibrary(rules, "f", "/x/vendor/y.c"));
  EXPECT_FALSE(isLibrary(rules, "f", "/x/vendor/ours/y.c"));
  EXPECT_TRUE(isLibrary(rules, "xmalloc0", ""));
  EXPECT_FALSE(isLibrary(rules, "xmalloc0", "/x/y.c"));
  EXPECT_TRUE(isLibrary(rules, "_ZN2my3VecIiE4growEv", "/x/vec.h"));
}

TEST_F(RulesFile, RefusesWhatIsNoJson) {
  EXPECT_NE(load("{library: }").find("is not a JSON object"),
            std::string::npos);
}

TEST_F(RulesFile, NamesAnUnknownKey) {
  EXPECT_NE(load(R"({"libary": {}})").find("unknown key \"libary\""),
            std::string::npos);
  EXPECT_NE(load(R"({"user": {"path": []}})").find("unknown key \"path\""),
            std::string::npos);
}

} // namespace
