// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Parses ALLOCSITES_OPTIONS.
#include "Options.h"
#include "Support.h"

#include <initializer_list>
#include <string.h>

namespace allocsites {
namespace {

bool equals(const char *Text, size_t Length, const char *Word) {
  return strlen(Word) == Length && memcmp(Text, Word, Length) == 0;
}

/// 0, 1, or -1 for anything else.
int parseSwitch(const char *Text, size_t Length) {
  for (const char *Word : {"0", "no", "off", "false"})
    if (equals(Text, Length, Word))
      return 0;
  for (const char *Word : {"1", "yes", "on", "true"})
    if (equals(Text, Length, Word))
      return 1;
  return -1;
}

bool *findSwitch(Options &O, const char *Key, size_t Length) {
#define OPTION(Name, Default, Meaning)                                         \
  if (equals(Key, Length, #Name))                                              \
    return &O.Name;
#include "RuntimeOptions.def"
  return nullptr;
}

/// Which of Words, separated by '|', Text is; -1: none.
int numberOf(const char *Words, const char *Text, size_t Length) {
  for (int Number = 0;; ++Number) {
    size_t Each = strcspn(Words, "|");
    if (Each == Length && memcmp(Words, Text, Length) == 0)
      return Number;
    if (!Words[Each])
      return -1;
    Words += Each + 1;
  }
}

bool setChoice(Options &O, const char *Key, size_t KeyLength, const char *Word,
               size_t Length) {
#define CHOICE(Name, Default, Words, Meaning)                                  \
  if (equals(Key, KeyLength, #Name)) {                                         \
    int Number = numberOf(Words, Word, Length);                                \
    if (Number >= 0)                                                           \
      O.Name = uint8_t(Number);                                                \
    return Number >= 0;                                                        \
  }
#include "RuntimeOptions.def"
  return false;
}

/// Digits, then nothing, M or G, as MiB; 0: not so, or more than Most.
uint32_t parseSize(const char *Text, size_t Length, uint32_t Most) {
  uint64_t Value = 0;
  for (size_t I = 0; I < Length; ++I) {
    char C = Text[I];
    if (C >= '0' && C <= '9')
      Value = Value * 10 + uint64_t(C - '0');
    else if (I == 0 || I + 1 != Length || (C != 'M' && C != 'G'))
      return 0;
    else if (C == 'G')
      Value *= 1024;
    if (Value > Most)
      return 0;
  }
  return uint32_t(Value);
}

bool setSize(Options &O, const char *Key, size_t KeyLength, const char *Text,
             size_t Length) {
#define SIZE(Name, Default, Least, Most, Meaning)                              \
  if (equals(Key, KeyLength, #Name)) {                                         \
    uint32_t MiB = parseSize(Text, Length, Most);                              \
    if (MiB >= Least)                                                          \
      O.Name = MiB;                                                            \
    return MiB >= Least;                                                       \
  }
#include "RuntimeOptions.def"
  return false;
}

} // namespace

Options parseOptions(const char *Text, BadOption Bad) {
  Options Result;
  if (!Text)
    return Result;
  while (*Text) {
    size_t Length = strcspn(Text, ":");
    const auto *Equal = static_cast<const char *>(memchr(Text, '=', Length));
    size_t KeyLength = Equal ? size_t(Equal - Text) : Length;
    bool *Switch = findSwitch(Result, Text, KeyLength);
    // A key alone switches on.
    int Value = Equal ? parseSwitch(Equal + 1, Length - KeyLength - 1) : 1;
    if (Switch && Value >= 0)
      *Switch = Value;
    else if (Length && !(Equal && (setChoice(Result, Text, KeyLength, Equal + 1,
                                             Length - KeyLength - 1) ||
                                   setSize(Result, Text, KeyLength, Equal + 1,
                                           Length - KeyLength - 1))))
      Bad(Text, Length);
    Text += Length;
    if (*Text == ':')
      ++Text;
  }
  return Result;
}

void warnOfBadOption(const char *Part, size_t Length) {
  FixedText<512> Line;
  Line += "ALLOCSITES_OPTIONS: cannot use '";
  for (size_t I = 0; I < Length; ++I)
    Line += Part[I];
  Line += "'; known keys, each 0 or 1:";
#define OPTION(Name, Default, Meaning) Line += " " #Name;
#include "RuntimeOptions.def"
  Line += "; and";
#define CHOICE(Name, Default, Words, Meaning) Line += " " #Name "=" Words;
#define SIZE(Name, Default, Least, Most, Meaning)                              \
  Line += " " #Name "=" #Least "M.." #Most "M";
#include "RuntimeOptions.def"
  message(Line.text());
}

} // namespace allocsites
