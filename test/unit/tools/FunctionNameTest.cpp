// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/FunctionName.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

std::string whole(const char *demangled) {
  FunctionName split = splitFunctionName(demangled);
  return split.name + split.parameters;
}

TEST(FunctionName, TakesOutTemplateArgumentsAndReturnTypes) {
  EXPECT_EQ(whole("main"), "main");
  EXPECT_EQ(whole("std::vector<int>::push_back(int const&)"),
            "std::vector::push_back(int const&)");
  EXPECT_EQ(whole("void std::vector<int>::_M_realloc_insert<int>(int&&)"),
            "std::vector::_M_realloc_insert(int&&)");
  EXPECT_EQ(whole("std::enable_if<(1 > 0), void>::type a::f<3>() const"),
            "a::f()");
  EXPECT_EQ(whole("decltype(auto) a::f<int>(int)"), "a::f(int)");
}

TEST(FunctionName, ExpandsTypedefsOfTemplates) {
  EXPECT_EQ(whole("std::string::basic_string(std::string const&)"),
            "std::basic_string::basic_string(std::basic_string const&)");
  EXPECT_EQ(whole("std::wstring::reserve(unsigned long)"),
            "std::basic_string::reserve(unsigned long)");
  EXPECT_EQ(whole("f(std::string_view, my::string)"),
            "f(std::basic_string_view, my::string)");
}

TEST(FunctionName, KeepsOperatorsApartFromBrackets) {
  EXPECT_EQ(whole("operator new(unsigned long)"),
            "operator new(unsigned long)");
  EXPECT_EQ(whole("operator new[](unsigned long)"),
            "operator new[](unsigned long)");
  EXPECT_EQ(whole("std::ostream& std::operator<< <char>(std::ostream&, char)"),
            "std::operator<<(std::basic_ostream&, char)");
  EXPECT_EQ(whole("A<int>::operator()(int) const"), "A::operator()(int)");
  EXPECT_EQ(whole("std::string std::operator+<char>(char const*)"),
            "std::operator+(char const*)");
  EXPECT_EQ(whole("A::operator->() const"), "A::operator->()");
  EXPECT_EQ(whole("bool operator< <int>(A<int>, A<int>)"), "operator<(A, A)");
  EXPECT_EQ(whole("my_operator(int)"), "my_operator(int)");
}

TEST(FunctionName, KnowsLocalScopes) {
  EXPECT_EQ(whole("f(int)::{lambda(int)#1}::operator()(int) const"),
            "f::{lambda}::operator()(int)");
  EXPECT_EQ(whole("f(int) const::Local::g()"), "f::Local::g()");
  EXPECT_EQ(whole("(anonymous namespace)::f(int)"),
            "(anonymous namespace)::f(int)");
  EXPECT_EQ(whole("char const (&a::b::f<char [5]>(int)) [5]"), "a::b::f(int)");
}

TEST(FunctionName, SurvivesAnything) {
  for (const char *text : {"", "<", "(", ")", "{", "[", "operator", "operator ",
                           "a<", "a(", "a::(", "operator<", "operator<<",
                           "operator[", " ", "<<<<", "((((", "a<(b>", "->"})
    (void)splitFunctionName(text);
}

TEST(FunctionName, FindsTheFirstTemplateArgument) {
  auto first = [](const char *text, const char *prefix) {
    return std::string(firstTemplateArgument(text, prefix));
  };
  EXPECT_EQ(first("std::vector<int>::f()", "std::vector"), "int");
  EXPECT_EQ(first("std::map<std::pair<int, long>, int>::f()", "std::map"),
            "std::pair<int, long>");
  EXPECT_EQ(first("A<int (int, long), 3>", "A"), "int (int, long)");
  EXPECT_EQ(first("std::vector::f()", "std::vector"), "");
  EXPECT_EQ(first("std::vector<int", "std::vector"), "");
}

} // namespace
