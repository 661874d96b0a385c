// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What zlib packs comes out again; what is broken is refused.
#include "Inflate.h"

#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>
#include <zlib.h>

namespace allocsites {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes pack(const std::string &Text, int Level, int Strategy) {
  z_stream Stream = {};
  EXPECT_EQ(Z_OK, deflateInit2(&Stream, Level, Z_DEFLATED, 15, 9, Strategy));
  Bytes Out(deflateBound(&Stream, Text.size()) + 64);
  Stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(Text.data()));
  Stream.avail_in = uInt(Text.size());
  Stream.next_out = Out.data();
  Stream.avail_out = uInt(Out.size());
  EXPECT_EQ(Z_STREAM_END, deflate(&Stream, Z_FINISH));
  Out.resize(Stream.total_out);
  deflateEnd(&Stream);
  return Out;
}

/// Packed must lie where a byte too many read is seen by a sanitizer or not at
/// all: a copy of exactly its size.
bool unpacks(const Bytes &Packed, const std::string &Expected) {
  auto Copy = std::make_unique<uint8_t[]>(Packed.size());
  std::copy(Packed.begin(), Packed.end(), Copy.get());
  std::string Text(Expected.size() + 1, '#');
  bool Good =
      inflate(Copy.get(), Packed.size(),
              reinterpret_cast<uint8_t *>(Text.data()), Expected.size());
  EXPECT_EQ('#', Text.back()) << "wrote behind the end";
  Text.pop_back();
  return Good && Text == Expected;
}

/// Repetitive text, text that cannot be packed, and names as compilers make
/// them.
std::vector<std::string> texts() {
  std::mt19937 Random(7);
  std::vector<std::string> Result = {"", "a", "abcabcabcabcabc",
                                     std::string(100000, 'x')};
  for (unsigned Alphabet : {2u, 60u, 256u})
    for (size_t Size : {10, 1000, 40000}) {
      std::string Text;
      for (size_t I = 0; I < Size; ++I)
        Text += char(Random() % Alphabet);
      Result.push_back(Text);
    }
  std::string Names;
  for (unsigned I = 0; I < 3000; ++I)
    Names += "_ZNSt6vectorI" + std::to_string(Random() % 100) +
             "SaIS0_EE9push_backEOS" + std::to_string(I) + std::string(1, '\0');
  Result.push_back(Names);
  return Result;
}

TEST(Inflate, UnpacksWhatZlibPacks) {
  for (const std::string &Text : texts())
    for (int Level : {0, 1, 9})
      for (int Strategy : {Z_DEFAULT_STRATEGY, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED})
        EXPECT_TRUE(unpacks(pack(Text, Level, Strategy), Text))
            << Text.size() << " bytes, level " << Level << ", strategy "
            << Strategy;
}

TEST(Inflate, RefusesAnotherSize) {
  const std::string Text = "abcabcabcabcabc";
  Bytes Packed = pack(Text, 9, Z_DEFAULT_STRATEGY);
  EXPECT_FALSE(unpacks(Packed, Text + "a"));
  EXPECT_FALSE(unpacks(Packed, Text.substr(1)));
  EXPECT_FALSE(unpacks(Packed, ""));
}

TEST(Inflate, RefusesWhatIsCutOff) {
  for (const std::string &Text : texts())
    for (int Level : {0, 9}) {
      Bytes Packed = pack(Text, Level, Z_DEFAULT_STRATEGY);
      for (size_t Size = 0; Size < Packed.size();
           Size += 1 + Packed.size() / 50)
        EXPECT_FALSE(unpacks({Packed.begin(), Packed.begin() + Size}, Text));
    }
}

TEST(Inflate, RefusesWhatIsDamagedAsZlibDoes) {
  std::mt19937 Random(11);
  unsigned Refused = 0;
  for (const std::string &Text : texts()) {
    const Bytes Given = pack(Text, 6, Z_DEFAULT_STRATEGY),
                Fixed = pack(Text, 6, Z_FIXED);
    for (int Round = 0; Round < 50; ++Round) {
      Bytes Packed = Round % 2 ? Fixed : Given;
      Packed[Random() % Packed.size()] ^= uint8_t(1 + Random() % 255);
      std::string Theirs(Text.size(), '\0');
      uLongf Size = Theirs.size();
      bool Good = uncompress(reinterpret_cast<Bytef *>(Theirs.data()), &Size,
                             Packed.data(), Packed.size()) == Z_OK &&
                  Size == Theirs.size();
      EXPECT_EQ(Good, unpacks(Packed, Good ? Theirs : Text));
      Refused += !Good;
    }
  }
  EXPECT_GT(Refused, 400u);
}

} // namespace
} // namespace allocsites
