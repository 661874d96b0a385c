// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: the wrapper knows what a compiler command line asks for.
#include "wrapper/Invocation.h"

#include "TemporaryFolder.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>

using namespace allocsites;

namespace {

using Words = std::vector<std::string>;

Invocation read(const Words &words) { return readInvocation(words); }

TEST(Invocation, CompilesAndLinks) {
  EXPECT_TRUE(read({"a.cpp"}).links);
  EXPECT_TRUE(read({"a.o", "-o", "a"}).links);
  EXPECT_TRUE(read({"-x", "c++", "-"}).links);
  EXPECT_TRUE(read({"-MD", "-MF", "a.d", "a.cpp"}).links);
  EXPECT_TRUE(read({"-shared", "a.o"}).links);
  EXPECT_TRUE(read({"--", "-odd.cpp"}).links);
}

TEST(Invocation, OnlyCompiles) {
  for (const Words &words : {Words{"-c", "a.cpp"}, Words{"a.cpp", "-S"},
                             Words{"-x", "c++-header", "a.x"}, Words{"a.hpp"},
                             Words{"-xc++-header", "a.cpp"}}) {
    EXPECT_FALSE(read(words).links) << words[0];
    EXPECT_TRUE(read(words).generatesCode) << words[0];
  }
}

TEST(Invocation, MakesNoCode) {
  for (const Words &words :
       {Words{"-E", "a.cpp"}, Words{"-fsyntax-only", "a.cpp"},
        Words{"-M", "a.cpp"}, Words{"-MM", "a.cpp"}, Words{"--version"},
        Words{"-v"}, Words{"-print-search-dirs"}, Words{"-dumpmachine"},
        Words{"-o", "value"}, Words{"-I", "a.cpp"}, Words{"-Xclang", "a.cpp"},
        Words{}})
    EXPECT_TRUE(extraArguments(read(words), "/lib").empty())
        << (words.empty() ? "nothing" : words[0]);
}

TEST(Invocation, PassesInternalCallsOn) {
  EXPECT_TRUE(extraArguments(read({"-cc1", "a.cpp"}), "/lib").empty());
  EXPECT_TRUE(extraArguments(read({"-cc1as", "a.s"}), "/lib").empty());
}

bool adds(const Words &words, const std::string &argument) {
  Words extra = extraArguments(read(words), "/lib");
  return std::find(extra.begin(), extra.end(), argument) != extra.end();
}

TEST(Invocation, AddsDebugInformationIfNoneWasAskedFor) {
  EXPECT_TRUE(adds({"a.cpp"}, "-g"));
  EXPECT_TRUE(adds({"-gcolumn-info", "-gz", "a.cpp"}, "-g"));
  for (const char *option : {"-g", "-g0", "-g3", "-ggdb", "-gdwarf-4", "-g1",
                             "-gline-tables-only", "--debug"})
    EXPECT_FALSE(adds({option, "a.cpp"}, "-g")) << option;
}

TEST(Invocation, KeepsNamesInLineTables) {
  EXPECT_TRUE(
      adds({"-gline-tables-only", "a.cpp"}, "-fdebug-info-for-profiling"));
  EXPECT_TRUE(adds({"-g", "-g1", "a.cpp"}, "-fdebug-info-for-profiling"));
  EXPECT_FALSE(adds({"-g1", "-g", "a.cpp"}, "-fdebug-info-for-profiling"));
}

TEST(Invocation, AddsTheRuntimeWhereItLinks) {
  EXPECT_TRUE(adds({"a.o"}, "-Wl,-rpath,/lib"));
  EXPECT_FALSE(adds({"-c", "a.cpp"}, "-Wl,-rpath,/lib"));
  EXPECT_FALSE(adds({"-r", "a.o"}, "-Wl,-rpath,/lib"));
  for (const char *option : {"-static", "--static", "-static-pie"}) {
    EXPECT_TRUE(adds({option, "a.o"}, "/lib/liballocsites_rt_static.a"));
    EXPECT_TRUE(adds({option, "a.o"}, "@/lib/allocsites/static.rsp"));
    EXPECT_FALSE(adds({option, "a.o"}, "-Wl,-rpath,/lib"));
  }
  EXPECT_TRUE(adds({"-static", "-shared", "a.o"}, "-Wl,-rpath,/lib"));
}

TEST(Invocation, ReadsResponseFiles) {
  EXPECT_EQ(splitResponse("-c  'a b.cpp'\n\"-DX=\\\"1\\\"\" c\\ d ''"),
            Words({"-c", "a b.cpp", "-DX=\"1\"", "c d", ""}));
  TemporaryFolder folder;
  std::string path = folder.file("invocation.rsp");
  std::ofstream(path) << "-c -g0 a.cpp @" << path; // endless
  Invocation invocation = read({"@" + path});
  EXPECT_TRUE(invocation.generatesCode);
  EXPECT_FALSE(invocation.links);
  EXPECT_TRUE(invocation.choosesDebugInfo);
  EXPECT_TRUE(read({"@/nonexistent.rsp"}).hasInput);
}

} // namespace
