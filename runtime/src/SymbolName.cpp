// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads the <name> of a linkage name (Itanium C++ ABI, 5.1) and passes over
// what it need not show.
#include "SymbolName.h"

#include <string.h>

namespace allocsites {
namespace {

bool isDigit(char C) { return C >= '0' && C <= '9'; }
bool isUpper(char C) { return C >= 'A' && C <= 'Z'; }

struct Operator {
  char Code[3];
  const char *Name;
};
constexpr Operator Operators[] = {
    {"nw", " new"}, {"na", " new[]"}, {"dl", " delete"}, {"da", " delete[]"},
    {"aa", "&&"},   {"ad", "&"},      {"an", "&"},       {"aN", "&="},
    {"aS", "="},    {"cl", "()"},     {"cm", ","},       {"co", "~"},
    {"de", "*"},    {"dv", "/"},      {"dV", "/="},      {"eo", "^"},
    {"eO", "^="},   {"eq", "=="},     {"ge", ">="},      {"gt", ">"},
    {"ix", "[]"},   {"le", "<="},     {"ls", "<<"},      {"lS", "<<="},
    {"lt", "<"},    {"mi", "-"},      {"mI", "-="},      {"ml", "*"},
    {"mL", "*="},   {"mm", "--"},     {"ne", "!="},      {"ng", "-"},
    {"nt", "!"},    {"oo", "||"},     {"or", "|"},       {"oR", "|="},
    {"pl", "+"},    {"pL", "+="},     {"pm", "->*"},     {"pp", "++"},
    {"ps", "+"},    {"pt", "->"},     {"rm", "%"},       {"rM", "%="},
    {"rs", ">>"},   {"rS", ">>="},    {"ss", "<=>"}};

/// The abbreviations of the standard library: S and a letter.
const char *abbreviation(char C) {
  switch (C) {
  case 't':
    return "std";
  case 'a':
    return "std::allocator";
  case 'b':
    return "std::basic_string";
  case 's':
    return "std::string";
  case 'i':
    return "std::istream";
  case 'o':
    return "std::ostream";
  case 'd':
    return "std::iostream";
  default:
    return nullptr;
  }
}

class NameReader {
public:
  NameReader(const char *At, NameText &To) : At(At), To(To) {}

  /// <encoding> up to its parameters; false: not understood.
  bool name() {
    if (take('Z'))
      return localName();
    if (take('N'))
      return nestedName();
    if (At[0] == 'S' && At[1] == 't') {
      At += 2;
      append("std");
      Parted = true;
    }
    return part() && (*At != 'I' || templateArguments());
  }

private:
  bool take(char C) {
    if (*At != C)
      return false;
    ++At;
    return true;
  }
  void append(const char *Text) { To += Text; }
  void separate() {
    if (Parted)
      append("::");
    Parted = true;
  }

  bool nestedName() {
    while (*At && strchr("rVKRO", *At))
      ++At;
    while (!take('E'))
      if (*At == 'I' ? !templateArguments() : !part())
        return false;
    return true;
  }

  /// A function within another one: Z, that function, E, the name.
  bool localName() {
    if (!name())
      return false;
    // Its parameters, if they are told.
    if (!skipTo('E'))
      return false;
    ++At;
    if (take('s'))
      return false; // a string literal is no function
    if (take('d')) {
      while (isDigit(*At))
        ++At;
      if (!take('_'))
        return false;
    }
    Parted = true;
    if (take('N'))
      return nestedName();
    return part() && (*At != 'I' || templateArguments());
  }

  /// One step of a nested name.
  bool part() {
    if (At[0] == 'S' && abbreviation(At[1])) {
      separate();
      append(abbreviation(At[1]));
      rememberClass(abbreviation(At[1]));
      At += 2;
      return true;
    }
    take('L'); // of internal linkage
    if (isDigit(*At))
      return sourceName() && tags();
    if ((At[0] == 'C' || At[0] == 'D') && isDigit(At[1]))
      return structor();
    if (At[0] == 'U' && (At[1] == 'l' || At[1] == 't'))
      return unnamed();
    return operatorName() && tags();
  }

  bool number(size_t &Value) {
    Value = 0;
    if (!isDigit(*At))
      return false;
    for (; isDigit(*At) && Value < 100000; ++At)
      Value = Value * 10 + size_t(*At - '0');
    return true;
  }

  bool sourceName() {
    size_t Length;
    if (!number(Length) || strnlen(At, Length) < Length)
      return false;
    separate();
    Last = At;
    LastLength = Length;
    if (strncmp(At, "_GLOBAL__N", 10) == 0) {
      append("(anonymous namespace)");
      At += Length;
      return true;
    }
    for (size_t I = 0; I < Length; ++I)
      To += At[I];
    At += Length;
    return true;
  }
  void rememberClass(const char *Name) {
    Last = Name;
    for (const char *Colons; (Colons = strstr(Last, "::"));)
      Last = Colons + 2;
    LastLength = strlen(Last);
  }

  /// ABI tags: they are not shown.
  bool tags() {
    while (take('B')) {
      size_t Length;
      if (!number(Length) || strnlen(At, Length) < Length)
        return false;
      At += Length;
    }
    return true;
  }

  bool structor() {
    separate();
    if (*At == 'D')
      To += '~';
    for (size_t I = 0; I < LastLength; ++I)
      To += Last[I];
    At += 2;
    return LastLength && tags();
  }

  bool unnamed() {
    separate();
    bool Lambda = At[1] == 'l';
    At += 2;
    if (Lambda && (!skipTo('E') || !take('E')))
      return false;
    while (isDigit(*At))
      ++At;
    append(Lambda ? "{lambda}" : "{unnamed}");
    return take('_');
  }

  bool operatorName() {
    for (const Operator &Each : Operators)
      if (Each.Code[0] == At[0] && Each.Code[1] == At[1]) {
        separate();
        append("operator");
        append(Each.Name);
        At += 2;
        return true;
      }
    return false;
  }

  bool templateArguments() {
    ++At;
    append("<...>");
    return skipTo('E') && take('E');
  }

  /// Passes over types and template arguments up to an End of this level.
  bool skipTo(char End) {
    for (unsigned Depth = 0; *At && (Depth || *At != End);) {
      char C = *At;
      if (isDigit(C)) {
        size_t Length;
        if (!number(Length) || strnlen(At, Length) < Length)
          return false;
        At += Length;
      } else if (C == 'S' || C == 'T') { // a substitution, a parameter
        ++At;
        if (C == 'S' && abbreviation(*At)) {
          ++At;
          continue;
        }
        while (isDigit(*At) || isUpper(*At))
          ++At;
        if (!take('_'))
          return false;
      } else if (C == 'A') { // an array
        ++At;
        while (isDigit(*At))
          ++At;
        if (!take('_'))
          return false;
      } else if (C == 'L') { // a literal
        if (!skipLiteral())
          return false;
      } else if (C == 'X' ||
                 (C == 'D' && (At[1] == 't' || At[1] == 'T' || At[1] == 'v'))) {
        return false; // expressions
      } else if (C == 'D') {
        At += At[1] ? 2 : 1;
      } else if (C == 'U') { // a lambda, or an attribute of a type
        if (At[1] != 'l')
          return false;
        At += 2;
        ++Depth;
        // Its end is followed by its number.
      } else {
        if (C == 'I' || C == 'N' || C == 'J' || C == 'F' || C == 'Z')
          ++Depth;
        else if (C == 'E')
          --Depth;
        ++At;
        if (C == 'E') { // of a lambda, or of a function that holds a name
          const char *Number = At;
          while (isDigit(*Number))
            ++Number;
          if (*Number == '_')
            At = Number + 1;
        }
      }
    }
    return *At == End;
  }

  /// L, a built-in type, a value, E.
  bool skipLiteral() {
    ++At;
    if (!(*At >= 'a' && *At <= 'z'))
      return false;
    ++At;
    while (isDigit(*At) || *At == 'n')
      ++At;
    return take('E');
  }

  const char *At;
  NameText &To;
  bool Parted = false; ///< something stands before what comes
  /// The name of the class that a constructor is of.
  const char *Last = nullptr;
  size_t LastLength = 0;
};

} // namespace

void readableName(const char *Symbol, NameText &To) {
  size_t Before = To.size();
  if (Symbol[0] == '_' && Symbol[1] == 'Z' && NameReader(Symbol + 2, To).name())
    return;
  To.cut(Before);
  To += Symbol;
}

} // namespace allocsites
