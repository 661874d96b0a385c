// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support/Demangle.h"

#include "support/DemangleHelper.h"

#include <cctype>
#include <cstdint>
#include <unordered_map>

namespace allocsites {

namespace {

/// Names that cannot grow by more than that are demangled right here.
constexpr uint64_t HarmlessGrowth = 1 << 20;

/// How often the longest path of references can at most be taken: each
/// substitution (S_, S1_, ...) or template parameter (T_, T0_, ...) stands for
/// text that holds earlier ones only.
uint64_t growthBound(std::string_view name) {
  std::unordered_map<std::string_view, uint64_t> references;
  for (size_t i = 0; i + 1 < name.size(); ++i) {
    if (name[i] != 'S' && name[i] != 'T')
      continue;
    size_t end = i + 1;
    while (end < name.size() && (std::isdigit((unsigned char)name[end]) ||
                                 std::isupper((unsigned char)name[end])))
      ++end;
    if (end < name.size() && name[end] == '_')
      ++references[name.substr(i, end - i)];
  }
  uint64_t bound = 1;
  for (const auto &[reference, count] : references)
    if (bound <= HarmlessGrowth)
      bound *= 1 + count;
  return bound;
}

struct Abbreviation {
  std::string_view from, to;
};

/// In order of application.
constexpr Abbreviation Abbreviations[] = {
    {"std::__cxx11::basic_string<char, std::char_traits<char>, "
     "std::allocator<char> >",
     "std::string"},
    {"std::__1::basic_string<char, std::__1::char_traits<char>, "
     "std::__1::allocator<char> >",
     "std::string"},
    {"std::__1::basic_string<char, std::__1::char_traits<char>, "
     "std::__1::allocator<char>>",
     "std::string"},
    {"std::basic_string_view<char, std::char_traits<char> >",
     "std::string_view"},
    {"std::__1::basic_string_view<char, std::__1::char_traits<char> >",
     "std::string_view"},
    {"std::__1::basic_string_view<char, std::__1::char_traits<char>>",
     "std::string_view"},
    {"std::basic_ostream<char, std::char_traits<char> >", "std::ostream"},
    {"std::basic_istream<char, std::char_traits<char> >", "std::istream"},
    {"::__cxx11::", "::"},
    {"std::__1::", "std::"},
    {"(anonymous namespace)::", "{anonymous}::"},
};

void replaceAll(std::string &text, std::string_view from, std::string_view to) {
  size_t position = text.find(from);
  if (position == std::string::npos)
    return;
  std::string result;
  size_t done = 0;
  for (; position != std::string::npos; position = text.find(from, done)) {
    result.append(text, done, position - done).append(to);
    done = position + from.size();
  }
  text = result.append(text, done);
}

/// Takes out tags of the implementation's version, as in `f[abi:cxx11]`.
void removeAbiTags(std::string &text) {
  for (size_t at = text.find("[abi:"); at != std::string::npos;
       at = text.find("[abi:", at)) {
    size_t end = text.find(']', at);
    if (end == std::string::npos)
      return;
    text.erase(at, end + 1 - at);
  }
}

/// Template arguments that are left to their defaults nearly always.
constexpr std::string_view DefaultArguments[] = {
    ", std::allocator<", ", std::less<",        ", std::hash<",
    ", std::equal_to<",  ", std::char_traits<", ", std::default_delete<",
};

/// One behind the `>` that closes the `<` before \p position, or npos.
size_t closing(std::string_view text, size_t position) {
  for (size_t depth = 1; position < text.size(); ++position) {
    if (text[position] == '<')
      ++depth;
    else if (text[position] == '>' && text[position - 1] != '-' && --depth == 0)
      return position + 1;
    else if (text[position] == '(' || text[position] == ')')
      break; // Too involved to tell brackets from operators.
  }
  return std::string_view::npos;
}

/// Takes out default arguments and the blanks between closing brackets.
std::string simplify(std::string_view text) {
  std::string result;
  for (size_t i = 0; i < text.size();) {
    if (text[i] == ',') {
      size_t end = std::string_view::npos;
      for (std::string_view argument : DefaultArguments)
        if (text.substr(i).starts_with(argument))
          end = closing(text, i + argument.size());
      if (end != std::string_view::npos) {
        i = end;
        continue;
      }
    }
    if (text[i] == ' ' && i + 1 < text.size() && text[i + 1] == '>') {
      ++i;
      continue;
    }
    result += text[i++];
  }
  return result;
}

/// GCC's demangler does not know constrained template parameters (`Tn`, Clang
/// 18 and later): the part before the template arguments that have one.
std::string demangleHead(const std::string &name) {
  constexpr std::string_view Head = "<...>(...)";
  size_t constrained = name.find("Tn");
  for (size_t cut = constrained; cut != std::string::npos && cut > 2;) {
    cut = name.rfind('I', cut - 1);
    if (cut == std::string::npos)
      break;
    for (const char *end : {"Ev", "v"}) {
      std::string text = demangleUnguarded(name.substr(0, cut) + end);
      if (text.ends_with("()"))
        return text.replace(text.size() - 2, 2, Head);
    }
  }
  return {};
}

/// Without libc++'s tags of its version (`B8ne190107`), which are not shown;
/// GCC's demangler fails at those of constructors that are templates.
std::string withoutVersionTags(const std::string &name) {
  std::string result;
  auto isDigit = [&](size_t i) {
    return i < name.size() && name[i] >= '0' && name[i] <= '9';
  };
  for (size_t i = 0; i < name.size();) {
    size_t begin = i + 1, length = 0;
    while (name[i] == 'B' && isDigit(begin) && length < 100)
      length = length * 10 + size_t(name[begin++] - '0');
    size_t end = begin + length, digits = 0;
    while (digits < length && end <= name.size() && isDigit(end - 1 - digits))
      ++digits;
    if (digits == 6) {
      i = end;
      continue;
    }
    result += name[i++];
  }
  return result;
}

} // namespace

std::string demangle(std::string_view linkageName) {
  if (!linkageName.starts_with("_Z") && !linkageName.starts_with("___Z"))
    return std::string(linkageName);
  std::string name(linkageName);
  if (name.find('\0') != std::string::npos)
    return name;
  static DemangleHelper helper;
  std::string text = growthBound(name) <= HarmlessGrowth
                         ? demangleUnguarded(name)
                         : helper.demangle(name);
  if (text.empty() && growthBound(name) <= HarmlessGrowth) {
    text = demangleUnguarded(withoutVersionTags(name));
    if (text.empty())
      text = demangleHead(name);
  }
  if (text.empty() || text.size() > LongestDemangled)
    return name;
  return abbreviate(std::move(text));
}

std::string abbreviate(std::string text) {
  removeAbiTags(text);
  for (const Abbreviation &abbreviation : Abbreviations)
    replaceAll(text, abbreviation.from, abbreviation.to);
  return simplify(text);
}

} // namespace allocsites
