// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "SymbolName.h"

#include <gtest/gtest.h>
#include <string>

using namespace allocsites;

static std::string name(const char *Symbol) {
  NameText Text;
  readableName(Symbol, Text);
  return Text.text();
}

TEST(SymbolName, PlainNamesStay) {
  EXPECT_EQ(name("malloc"), "malloc");
  EXPECT_EQ(name("_Zqq"), "_Zqq");
  EXPECT_EQ(name(""), "");
}
TEST(SymbolName, FunctionsAndMembers) {
  EXPECT_EQ(name("_Z4loadPKc"), "load");
  EXPECT_EQ(name("_ZL6directi"), "direct");
  EXPECT_EQ(name("_ZN5Mixer7processEv"), "Mixer::process");
  EXPECT_EQ(name("_ZNK5audio5Mixer4sizeEv"), "audio::Mixer::size");
  EXPECT_EQ(name("_ZN12_GLOBAL__N_13runEv"), "(anonymous namespace)::run");
  EXPECT_EQ(name("_ZN5MixerC2Ei"), "Mixer::Mixer");
  EXPECT_EQ(name("_ZN5audio5MixerD1Ev"), "audio::Mixer::~Mixer");
}
TEST(SymbolName, TheStandardLibrary) {
  EXPECT_EQ(name("_ZNSt6vectorIiSaIiEE9push_backEOi"),
            "std::vector<...>::push_back");
  EXPECT_EQ(name("_ZNSt6vectorIiSaIiEEC2EmRKS0_"), "std::vector<...>::vector");
  EXPECT_EQ(name("_ZNSaIcE8allocateEm"), "std::allocator<...>::allocate");
  EXPECT_EQ(name("_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE6appendE"
                 "PKc"),
            "std::__cxx11::basic_string<...>::append");
  EXPECT_EQ(name("_ZNSsC1Ev"), "std::string::string");
  EXPECT_EQ(name("_ZSt4moveIRiEONSt16remove_referenceIT_E4typeEOS2_"),
            "std::move<...>");
  EXPECT_EQ(name("_ZNSt5arrayIiLm10EE4sizeEv"), "std::array<...>::size");
  EXPECT_EQ(name("_ZNSt8functionIFviPA10_cEEC1Ev"),
            "std::function<...>::function");
}
TEST(SymbolName, Operators) {
  EXPECT_EQ(name("_Znwm"), "operator new");
  EXPECT_EQ(name("_ZdaPv"), "operator delete[]");
  EXPECT_EQ(name("_ZStplIcSt11char_traitsIcESaIcEENSt7__cxx1112basic_stringIT_"
                 "T0_T1_EEOS8_S9_"),
            "std::operator+<...>");
  EXPECT_EQ(name("_ZN1ApLEi"), "A::operator+=");
}
TEST(SymbolName, LambdasAndLocalNames) {
  EXPECT_EQ(name("_ZZ4mainENKUlvE_clEv"), "main::{lambda}::operator()");
  EXPECT_EQ(name("_ZZN1A3runEiENKUliE0_clEi"), "A::run::{lambda}::operator()");
  EXPECT_EQ(name("_ZZ4mainENK3$_0clEv"), "main::$_0::operator()");
  EXPECT_EQ(name("_ZNSt6threadC2IZ4mainEUlvE_JEvEEOT_DpOT0_"),
            "std::thread::thread<...>");
}
TEST(SymbolName, WhatIsNotUnderstoodStays) {
  for (const char *Symbol :
       {"_ZN1ACI21BEi", "_ZTV1A", "_ZN3foo", "_ZN9", "_ZN1AIXsr1BIT_E1cEE1fEv",
        "_ZGVZ1fvE1x", "_Z999999x"})
    EXPECT_EQ(name(Symbol), Symbol);
}
TEST(SymbolName, LongNamesAreCut) {
  std::string Long = "_Z600" + std::string(600, 'x');
  EXPECT_EQ(name(Long.c_str()), std::string(511, 'x'));
}
