// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RFC 1951. A canonical Huffman code is read by a table for its short codes
// and, for longer ones, by the first code of each length.
#include "Inflate.h"

#include <string.h>

namespace allocsites {

namespace {

/// Bits, the least significant of a byte first. Beyond the end there are
/// zeroes, which isGood() tells.
class BitReader {
public:
  BitReader(const uint8_t *At, const uint8_t *End) : At(At), End(End) {}

  /// The next Count bits (at most 16), which stay.
  uint32_t peek(unsigned Count) {
    while (Held < Count) {
      if (At < End)
        Bits |= uint64_t(*At++) << Held;
      else
        ++Beyond;
      Held += 8;
    }
    return uint32_t(Bits) & ((1u << Count) - 1);
  }
  void drop(unsigned Count) {
    Bits >>= Count;
    Held -= Count;
  }
  uint32_t take(unsigned Count) {
    uint32_t Result = peek(Count);
    drop(Count);
    return Result;
  }
  /// At the start of a byte. False if Size bytes are not there.
  bool takeBytes(uint8_t *To, size_t Size) {
    for (; Size && Held; --Size)
      *To++ = uint8_t(take(8));
    if (Size > size_t(End - At))
      return false;
    memcpy(To, At, Size);
    At += Size;
    return isGood();
  }
  void toNextByte() { drop(Held % 8); }
  /// No bit was taken that is not there.
  bool isGood() const { return Beyond * 8 <= Held; }

private:
  const uint8_t *At, *End;
  uint64_t Bits = 0;
  unsigned Held = 0, Beyond = 0;
};

constexpr unsigned LongestCode = 15;

template <unsigned Symbols> class Huffman {
public:
  /// False if more codes are asked for than there are. Some may be missing.
  bool init(const uint8_t *Lengths, unsigned Count) {
    memset(Counts, 0, sizeof Counts);
    for (unsigned I = 0; I < Count; ++I)
      ++Counts[Lengths[I]];
    Counts[0] = 0;
    uint16_t Next[LongestCode + 2] = {0};
    int Left = 1;
    for (unsigned Length = 1; Length <= LongestCode; ++Length) {
      Left = Left * 2 - Counts[Length];
      if (Left < 0)
        return false;
      Next[Length + 1] = uint16_t(Next[Length] + Counts[Length]);
    }
    for (unsigned I = 0; I < Count; ++I)
      if (Lengths[I])
        Sorted[Next[Lengths[I]]++] = uint16_t(I);
    fillShort();
    return true;
  }

  /// Negative: no code.
  int read(BitReader &From) const {
    uint16_t Short = Shorts[From.peek(ShortBits)];
    if (Short) {
      From.drop(Short & 15);
      return Short >> 4;
    }
    uint32_t Ahead = From.peek(LongestCode);
    int Code = 0, First = 0, Index = 0;
    for (unsigned Length = 1; Length <= LongestCode; ++Length, Ahead >>= 1) {
      Code |= int(Ahead & 1);
      int Count = Counts[Length];
      if (Code - First < Count) {
        From.drop(Length);
        return Sorted[Index + Code - First];
      }
      Index += Count;
      First = (First + Count) * 2;
      Code *= 2;
    }
    return -1;
  }

private:
  static constexpr unsigned ShortBits = 9;

  void fillShort() {
    memset(Shorts, 0, sizeof Shorts);
    unsigned Code = 0, Index = 0;
    for (unsigned Length = 1; Length <= ShortBits; ++Length, Code *= 2)
      for (unsigned I = 0; I < Counts[Length]; ++I, ++Code, ++Index) {
        unsigned Mirrored = 0;
        for (unsigned Bit = 0; Bit < Length; ++Bit)
          Mirrored |= (Code >> Bit & 1) << (Length - 1 - Bit);
        for (unsigned Rest = Mirrored; Rest < 1u << ShortBits;
             Rest += 1u << Length)
          Shorts[Rest] = uint16_t(Sorted[Index] << 4 | Length);
      }
  }

  uint16_t Counts[LongestCode + 1];
  uint16_t Sorted[Symbols];
  uint16_t Shorts[1 << ShortBits]; ///< symbol and length; 0: a longer code
};

constexpr unsigned LiteralCodes = 288, DistanceCodes = 32, LengthCodes = 19;

class Inflater {
public:
  Inflater(const uint8_t *From, const uint8_t *FromEnd, uint8_t *To,
           size_t Size)
      : In(From, FromEnd), Begin(To), Out(To), End(To + Size) {}

  bool run() {
    bool Last;
    do {
      Last = In.take(1);
      uint32_t Kind = In.take(2);
      if (!(Kind == 0   ? stored()
            : Kind == 1 ? fixedCodes() && packed()
            : Kind == 2 ? givenCodes() && packed()
                        : false))
        return false;
    } while (!Last);
    return Out == End && isChecked();
  }

private:
  bool stored() {
    In.toNextByte();
    uint32_t Size = In.take(16), Inverted = In.take(16);
    if (Size != (Inverted ^ 0xffff) || Size > size_t(End - Out) ||
        !In.takeBytes(Out, Size))
      return false;
    Out += Size;
    return true;
  }

  bool fixedCodes() {
    uint8_t Lengths[LiteralCodes];
    memset(Lengths, 8, 144);
    memset(Lengths + 144, 9, 112);
    memset(Lengths + 256, 7, 24);
    memset(Lengths + 280, 8, 8);
    uint8_t Fives[DistanceCodes];
    memset(Fives, 5, sizeof Fives);
    return Literals.init(Lengths, LiteralCodes) &&
           Distances.init(Fives, DistanceCodes);
  }

  bool givenCodes() {
    static constexpr uint8_t Order[LengthCodes] = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    unsigned NumLiterals = In.take(5) + 257, NumDistances = In.take(5) + 1,
             NumLengths = In.take(4) + 4;
    uint8_t Lengths[LiteralCodes + DistanceCodes] = {0};
    for (unsigned I = 0; I < NumLengths; ++I)
      Lengths[Order[I]] = uint8_t(In.take(3));
    // The code of the lengths has a table for as long as they are read.
    if (NumLiterals > LiteralCodes || !Literals.init(Lengths, LengthCodes))
      return false;
    memset(Lengths, 0, LengthCodes);
    for (unsigned I = 0, Total = NumLiterals + NumDistances; I < Total;) {
      int Symbol = Literals.read(In);
      if (Symbol < 0 || !In.isGood())
        return false;
      if (Symbol < 16) {
        Lengths[I++] = uint8_t(Symbol);
        continue;
      }
      if (Symbol == 16 && I == 0)
        return false;
      uint8_t Repeated = Symbol == 16 ? Lengths[I - 1] : 0;
      unsigned Times = Symbol == 16   ? 3 + In.take(2)
                       : Symbol == 17 ? 3 + In.take(3)
                                      : 11 + In.take(7);
      if (Times > Total - I)
        return false;
      memset(Lengths + I, Repeated, Times);
      I += Times;
    }
    return Literals.init(Lengths, NumLiterals) &&
           Distances.init(Lengths + NumLiterals, NumDistances);
  }

  bool packed() {
    // The base values and extra bits of RFC 1951, 3.2.5.
    for (;;) {
      int Symbol = Literals.read(In);
      if (Symbol < 0 || !In.isGood())
        return false;
      if (Symbol == 256)
        return true;
      if (Symbol < 256) {
        if (Out == End)
          return false;
        *Out++ = uint8_t(Symbol);
        continue;
      }
      if (Symbol > 285)
        return false;
      unsigned Length;
      if (Symbol < 265) {
        Length = unsigned(Symbol) - 254;
      } else if (Symbol == 285) {
        Length = 258;
      } else {
        unsigned Extra = unsigned(Symbol - 261) / 4;
        Length =
            3 + ((4 + unsigned(Symbol - 261) % 4) << Extra) + In.take(Extra);
      }
      int Code = Distances.read(In);
      if (Code < 0 || Code > 29)
        return false;
      unsigned Distance = unsigned(Code) + 1;
      if (Code > 3) {
        unsigned Extra = unsigned(Code) / 2 - 1;
        Distance = 1 + ((2 + unsigned(Code) % 2) << Extra) + In.take(Extra);
      }
      if (Distance > size_t(Out - Begin) || Length > size_t(End - Out))
        return false;
      for (; Length; --Length, ++Out) // may overlap
        *Out = Out[-ptrdiff_t(Distance)];
    }
  }

  /// Adler-32 of the text follows, high byte first.
  bool isChecked() {
    In.toNextByte();
    uint32_t Expected = 0;
    for (int I = 0; I < 4; ++I)
      Expected = Expected << 8 | In.take(8);
    uint32_t Low = 1, High = 0;
    for (const uint8_t *Byte = Begin; Byte < End; ++Byte) {
      Low = (Low + *Byte) % 65521;
      High = (High + Low) % 65521;
    }
    return In.isGood() && Expected == (High << 16 | Low);
  }

  BitReader In;
  uint8_t *Begin, *Out, *End;
  Huffman<LiteralCodes> Literals;
  Huffman<DistanceCodes> Distances;
};

} // namespace

bool inflate(const uint8_t *Packed, size_t PackedSize, uint8_t *To,
             size_t Size) {
  // Method 8, no preset dictionary, and a check of these two bytes.
  if (PackedSize < 2 || (Packed[0] & 15) != 8 || (Packed[1] & 0x20) ||
      (Packed[0] * 256 + Packed[1]) % 31)
    return false;
  return Inflater(Packed + 2, Packed + PackedSize, To, Size).run();
}

} // namespace allocsites
