// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: an array has a constant size only if the words surely say so.
#include "advice/RequestedSize.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

TEST(RequestedSize, IsConstantOrNot) {
  constexpr const char *File =
      "constexpr int Length = 3;\nint n = 4;\nenum { Most = 9 };\n"
      "template <int Size> struct A;\nvoid f(const int k) {\n"
      "const int few = 3;\n}\n"
      "template <class T> T *get(size_t m);\n";
  for (const char *constant :
       {"32", "sizeof(int) * 4", "sizeof *p", "MAX_PATH", "kSize", "Length + 1",
        "Size", "std::size_t(8)", "Most", "few"})
    EXPECT_TRUE(isConstant(constant, File)) << constant;
  for (const char *variable :
       {"n", "x.size()", "n * sizeof(int)", "", "2 * m", "k"})
    EXPECT_FALSE(isConstant(variable, File)) << variable;
}

TEST(RequestedSize, IsReadFromTheStatement) {
  EXPECT_EQ(requestedSize("char *text = new char[n + 1];"), "n + 1");
  EXPECT_EQ(requestedSize("p = (T *)malloc(sizeof(T));"), "sizeof(T)");
  EXPECT_EQ(requestedSize("auto p = std::make_unique<char[]>(32);"), "32");
  EXPECT_EQ(requestedSize("std::vector<int> v(16, f(1, 2));"), "16");
  EXPECT_EQ(requestedSize("std::vector<char> v(s.begin(), s.end());"),
            "s.begin()");
  EXPECT_EQ(requestedSize("f(x);"), "");
}

} // namespace
