// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The names of modules as the runtime keeps them.
#include "Names.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>
#include <zlib.h>

namespace allocsites {
namespace {

/// Names as a module has them.
class Module {
public:
  Module(const std::vector<std::string> &Strings,
         const std::vector<sites::Scope> &Scopes, bool IsPacked = true) {
    std::string Text;
    for (const std::string &Each : Strings)
      Text += Each + '\0';
    for (const sites::Scope &Each : Scopes)
      sites::write(Each, [&](uint8_t Byte) { Text += char(Byte); });
    std::string Stored = Text;
    if (IsPacked) {
      uLongf Size = compressBound(Text.size());
      Stored.resize(Size);
      compress(reinterpret_cast<Bytef *>(Stored.data()), &Size,
               reinterpret_cast<const Bytef *>(Text.data()), Text.size());
      Stored.resize(Size);
    }
    Words.resize((sizeof(sites::NamesHead) + Stored.size() + 7) / 8);
    head() = {0,
              sites::hashOf(Text.data(), Text.size()),
              IsPacked ? uint32_t(Stored.size()) : 0,
              uint32_t(Text.size()),
              uint32_t(Strings.size()),
              uint32_t(Scopes.size())};
    memcpy(&head() + 1, Stored.data(), Stored.size());
  }
  sites::NamesHead &head() {
    return *reinterpret_cast<sites::NamesHead *>(Words.data());
  }

private:
  std::vector<uint64_t> Words;
};

TEST(Names, AreFoundByNumber) {
  for (bool IsPacked : {true, false}) {
    NameTable Table;
    Module M({"f", "", "/src/a.c"}, {{1, 3, 300}, {1, 0, 0}}, IsPacked);
    ModuleNames *Names = Table.of(M.head());
    ASSERT_TRUE(Names);
    EXPECT_EQ(nullptr, Names->string(0));
    EXPECT_STREQ("f", Names->string(1)->Text);
    EXPECT_STREQ("", Names->string(2)->Text);
    EXPECT_STREQ("/src/a.c", Names->string(3)->Text);
    EXPECT_EQ(nullptr, Names->string(4));
    ASSERT_TRUE(Names->scope(0) && Names->scope(1));
    EXPECT_EQ(3u, Names->scope(0)->file);
    EXPECT_EQ(300u, Names->scope(0)->line);
    EXPECT_EQ(nullptr, Names->scope(2));
  }
}

TEST(Names, AreKeptOnceForAllModules) {
  NameTable Table;
  Module A({"f", "g"}, {}), B({"g", "h"}, {});
  ModuleNames *OfA = Table.of(A.head()), *OfB = Table.of(B.head());
  ASSERT_TRUE(OfA && OfB);
  EXPECT_EQ(OfA->string(2), OfB->string(1));
  EXPECT_NE(OfA->string(1), OfB->string(2));
}

TEST(Names, OfAModuleLoadedAgainAreKnown) {
  NameTable Table;
  Module Once({"f"}, {{1, 0, 7}});
  ModuleNames *First = Table.of(Once.head());
  EXPECT_EQ(First, Table.of(Once.head()));
  for (int I = 0; I < 3; ++I) {
    Module Again({"f"}, {{1, 0, 7}});
    EXPECT_EQ(First, Table.of(Again.head()));
  }
}

TEST(Names, ManyAreAllFound) {
  NameTable Table;
  std::vector<std::string> Strings;
  for (int I = 0; I < 5000; ++I)
    Strings.push_back(std::string(size_t(I % 97), 'x') + std::to_string(I));
  Strings.push_back(std::string(100000, 'y'));
  Module M(Strings, {});
  ModuleNames *Names = Table.of(M.head());
  ASSERT_TRUE(Names);
  for (size_t I = 0; I < Strings.size(); ++I)
    ASSERT_EQ(Strings[I], Names->string(uint32_t(I + 1))->Text);
}

TEST(Names, BrokenOnesAreNone) {
  auto IsNone = [](void (*Break)(sites::NamesHead &)) {
    NameTable Table;
    Module M({"f", "g"}, {{1, 2, 3}});
    Break(M.head());
    ModuleNames *Names = Table.of(M.head());
    // Looked at once, and the table serves others as before.
    bool Known = M.head().loaded == reinterpret_cast<uint64_t>(Names);
    Module Good({"f"}, {});
    return Names && !Names->string(1) && !Names->scope(0) && Known &&
           Table.of(Good.head())->string(1);
  };
  EXPECT_TRUE(IsNone([](sites::NamesHead &Head) { Head.packed -= 3; }));
  EXPECT_TRUE(IsNone([](sites::NamesHead &Head) { ++Head.size; }));
  EXPECT_TRUE(IsNone([](sites::NamesHead &Head) { Head.size = 0; }));
  EXPECT_TRUE(IsNone([](sites::NamesHead &Head) { Head.size = 0xffffffff; }));
  EXPECT_TRUE(IsNone([](sites::NamesHead &Head) { Head.strings = 3; }));
  EXPECT_TRUE(IsNone([](sites::NamesHead &Head) { Head.strings = 1u << 31; }));
  EXPECT_TRUE(IsNone([](sites::NamesHead &Head) { Head.scopes = 2; }));
}

} // namespace
} // namespace allocsites
