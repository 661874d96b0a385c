// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: names are readable, and no name costs much.
#include "support/Demangle.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

TEST(Demangle, LeavesPlainNames) {
  EXPECT_EQ(demangle("main"), "main");
  EXPECT_EQ(demangle(""), "");
  EXPECT_EQ(demangle("_Znonsense"), "_Znonsense");
}

TEST(Demangle, UsesTheCustomaryNamesOfTheStandardLibrary) {
  EXPECT_EQ(demangle("_Z4joinRKSt6vectorINSt7__cxx1112basic_stringIcSt11char_"
                     "traitsIcESaIcEEESaIS5_EE"),
            "join(std::vector<std::string> const&)");
  EXPECT_EQ(demangle("_Z1fRKSt3mapIiNSt3__112basic_stringIcNS0_11char_traitsIc"
                     "EENS0_9allocatorIcEEEESt4lessIiESaISt4pairIKiS6_EEE"),
            "f(std::map<int, std::string> const&)");
}

TEST(Demangle, KnowsConstructorsOfLibcxxThatAreTemplates) {
  EXPECT_EQ(demangle("_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_"
                     "9allocatorIcEEEC2B8ne190107ILi0EEEPKc"),
            "std::string::basic_string<0>(char const*)");
  EXPECT_EQ(demangle("_ZN3BoxC2B8ne190ILi0EEEPKc"),
            "_ZN3BoxC2B8ne190ILi0EEEPKc");
}

TEST(Demangle, KeepsArrowsAndShifts) {
  EXPECT_EQ(demangle("_ZNK3PtrptEv"), "Ptr::operator->() const");
  EXPECT_EQ(demangle("_ZrsR1AS0_"), "operator>>(A&, A&)");
}

TEST(Demangle, GivesUpOnNamesThatExplode) {
  // Each argument doubles the one before.
  std::string name = "_Z1f1AIiiE";
  const std::string digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (char digit : digits)
    name += std::string("S_IS") + digit + "_S" + digit + "_E";
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(demangle(name), name);
}

TEST(Demangle, EnduresVeryLongNames) {
  std::string name = "_ZN" + std::string("1a") + "E";
  for (int i = 0; i < 50000; ++i)
    name.insert(3, "1b");
  EXPECT_FALSE(demangle(name).empty());
}

} // namespace
