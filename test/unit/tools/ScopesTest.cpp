// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: what the code around a statement says of a variable is read from its
// words, and what is not clear is no reason for a finding.
#include "advice/Scopes.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

TEST(Scopes, VariablesFromBeforeTheLoop) {
  for (const char *loop :
       {"f(int n) {\nstd::string s;\nfor (int i = 0; i < n; ++i) {\n",
        "f(std::string s) {\nwhile (more()) {\nif (s.empty()) {\n",
        "f() {\nstd::string s = \"{\";\nfor (auto &x : xs)\n",
        "f() {\nstd::string s;\nfor (char c : t) if (c) ", "f() {\ndo {\n",
        "f() {\nauto add = [](auto x) { return x; };\nstd::string s(\"a\");\n"
        "for (;;) {\n"})
    EXPECT_EQ(holderOf("s", loop), Holder::Loop) << loop;
}

TEST(Scopes, VariablesOfEachRound) {
  for (const char *round :
       {"f(std::string s) {\n", "f() {\nstd::string s = dir;\n",
        "f() {\nfor (int i = 0; i < n; ++i) {\nstd::string s(name);\n",
        "f() {\nfor (std::string s : all) {\n", "f() {\nfor (auto s : all)\n",
        "f() {\nfor (auto &x : all) { x.clear(); }\nstd::string s;\n",
        "f() {\nreturn apply([&](std::string s) {\n"})
    EXPECT_EQ(holderOf("s", round), Holder::Round) << round;
  EXPECT_EQ(holderOf("s.text", "f() {\nPart s;\n"), Holder::Round);
}

TEST(Scopes, VariablesFromElsewhere) {
  EXPECT_EQ(holderOf("s", "f(std::string &s) {\n"), Holder::Elsewhere);
  EXPECT_EQ(holderOf("text_", "f(int n) {\n"), Holder::Elsewhere);
  EXPECT_EQ(holderOf("this->s", "f() {\nreturn s;\n"), Holder::Elsewhere);
  EXPECT_EQ(holderOf("s", ""), Holder::Elsewhere);
  // Another one in each round.
  EXPECT_EQ(holderOf("s[i]", "f() {\nfor (;;) {\n"), Holder::Elsewhere);
}

TEST(Scopes, WhatMayChangeAVariable) {
  for (const char *changing :
       {"x = y;", "x += y;", "++x;", "x[i] = 1;", "x[i].push_back(2);",
        "std::sort(x.begin(), x.end());", "x->clear();", "f(std::move(x));",
        "f(&x);", "in >> x;", "return x;", "x.name = y;", "x <<= 2;",
        "for (auto &e : x) e = 1;"})
    EXPECT_TRUE(mayChange("x", changing)) << changing;
  for (const char *reading :
       {"", "f(x);", "sum += x.size();", "if (x == y) g();", "y = x[i] + 1;",
        "out << x;", "for (auto e : x) f(e);", "for (const auto &e : x) f(e);",
        "f(\"x = y\");", "y.x = 1;", "xx = 1;", "y = x;"})
    EXPECT_FALSE(mayChange("x", reading)) << reading;
}

TEST(Scopes, BodiesAndBlocks) {
  EXPECT_EQ(loopBody("for (auto x : f(y))\n{ a(); { b(); } } c();"),
            "{ a(); { b(); } }");
  EXPECT_EQ(loopBody("n = 0; for (auto x : xs) f(x); g();"), "f(x);");
  EXPECT_EQ(loopBody("for (auto x : xs) { f(x);"), "");
  EXPECT_EQ(restOfBlock("; a(); { b(); } } c();"), "; a(); { b(); } }");
  EXPECT_EQ(restOfBlock("; a();"), "");
}

TEST(Scopes, NamesInStatements) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(loopVariables("for (const std::string x : xs) {"), Names{"x"});
  EXPECT_EQ(loopVariables("for (auto [key, x] : xs)"), (Names{"key", "x"}));
  EXPECT_EQ(loopVariables("for (;;)"), Names{});
  EXPECT_EQ(assignmentOf("t", "int total; t == 1; t = t + 2;"), 19u);
  EXPECT_EQ(assignmentOf("t", "f(t);"), 0u);
  EXPECT_EQ(namedVariable("std::vector<double> v = in;"), "v");
  EXPECT_EQ(namedVariable("std::string s(other);"), "s");
  EXPECT_EQ(namedVariable("auto m{n};"), "m");
  EXPECT_EQ(namedVariable("v = in;"), "v");
  EXPECT_EQ(namedVariable("sum(in);"), "");
  EXPECT_EQ(namedVariable("return sum(in);"), "");
}

} // namespace
