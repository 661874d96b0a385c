// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Sketch.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

/// Frames from the innermost outwards, all in a header but for the last.
std::string kindOf(const char *callee, const std::vector<std::string> &names,
                   const std::string &rules = "") {
  Sketch sketch;
  std::vector<Place> places;
  for (const std::string &name : names)
    places.push_back(name + (name == "user" ? " /src/a.cpp 1"
                                            : " /usr/include/c++/12/x.h 1"));
  Id node = sketch.node(Model::Root, sketch.allocation(places, callee), 1, 8);
  Scene scene(sketch);
  KindRules own = KindRules::builtin();
  if (!rules.empty())
    EXPECT_TRUE(own.addText(rules, "test"));
  ViewOptions options;
  options.kindRules = &own;
  View view = scene.view(options);
  return view.kinds().kindName(view.kinds().of(node));
}

// Names are given demangled: what is no linkage name stays as it is.

TEST(Kinds, TheFamilyOfTheInnermostDecidesAndItsCallersRefineIt) {
  EXPECT_EQ(kindOf("_Znwm", {"user"}), "new");
  EXPECT_EQ(kindOf("_Znwm",
                   {"std::string::_M_create", "std::string::append", "user"}),
            "string growth");
  EXPECT_EQ(kindOf("_Znwm", {"std::string::_M_create", "std::string::append",
                             "std::operator+", "user"}),
            "string concatenation");
  EXPECT_EQ(kindOf("_Znwm", {"std::string::_M_create", "std::string::append",
                             "std::map::operator[]", "user"}),
            "string growth");
}

TEST(Kinds, AUsersFunctionEndsTheReading) {
  EXPECT_EQ(kindOf("_Znwm", {"user", "std::vector::push_back"}), "new");
}

TEST(Kinds, WhatConstructsInPlaceIsNoReason) {
  EXPECT_EQ(kindOf("_Znwm", {"Thing::Thing", "std::construct_at",
                             "std::vector::push_back", "user"}),
            "new");
  EXPECT_EQ(kindOf("_Znwm", {"std::vector::vector", "std::construct_at",
                             "std::vector::push_back", "user"}),
            "vector construction");
}

TEST(Kinds, FeaturesCoverObjectsAndExceptionsCoverAll) {
  EXPECT_EQ(kindOf("_Znwm", {"std::vector::push_back",
                             "std::basic_regex::basic_regex", "user"}),
            "regex");
  EXPECT_EQ(kindOf("__cxa_allocate_exception",
                   {"std::vector::push_back", "std::basic_regex::_M_compile",
                    "user"}),
            "exception");
}

TEST(Kinds, AddedRulesGoFirst) {
  const char *rules = R"({"kinds": [{"rules": {"mine": ["std::vector::*"]}}]})";
  EXPECT_EQ(kindOf("_Znwm", {"std::vector::push_back", "user"}, rules), "mine");
  EXPECT_EQ(kindOf("_Znwm", {"std::list::push_back", "user"}, rules),
            "list node");
}

TEST(Kinds, UnknownCalleesOfTheUserStayUnknown) {
  Sketch sketch;
  Id site = sketch.call({"user /src/a.cpp 1"}, "some_library_function");
  Id indirect = sketch.call({"user /src/a.cpp 2"}, "");
  Id a = sketch.node(Model::Root, site, 1, 8);
  Id b = sketch.node(Model::Root, indirect, 1, 8);
  Id c = sketch.node(Model::Root, sketch.outside("/lib/x.so"), 1, 8);
  Scene scene(sketch);
  View view = scene.view();
  EXPECT_EQ(view.kinds().kindName(view.kinds().of(a)), "unknown");
  EXPECT_EQ(view.kinds().kindName(view.kinds().of(b)), "unknown");
  EXPECT_EQ(view.kinds().kindName(view.kinds().of(c)), "outside");
}

} // namespace
