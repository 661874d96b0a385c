// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support/Demangle.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cxxabi.h>
#include <memory>
#include <sys/resource.h>
#include <unistd.h>

namespace allocsites {

namespace {

constexpr size_t LongestOutput = 64 << 10;
/// Each back reference may double the output, so fewer are harmless.
constexpr size_t HarmlessReferences = 20;
constexpr unsigned MostExplosions = 3;

/// Substitutions (S_, S1_, ...) and template parameters (T_, T0_, ...).
size_t countReferences(std::string_view name) {
  size_t count = 0;
  for (size_t i = 0; i + 1 < name.size(); ++i)
    if ((name[i] == 'S' || name[i] == 'T') &&
        (name[i + 1] == '_' || std::isdigit((unsigned char)name[i + 1]) ||
         std::isupper((unsigned char)name[i + 1])))
      ++count;
  return count;
}

/// While it lives, the process can grow by only a few megabytes: a name of some
/// hundred characters can be made to expand to terabytes, and the demangler's
/// only limit is that its memory ends.
class GrowthLimit {
public:
  GrowthLimit() {
    long pages = 0;
    if (FILE *file = std::fopen("/proc/self/statm", "re")) {
      if (std::fscanf(file, "%ld", &pages) != 1)
        pages = 0;
      std::fclose(file);
    }
    if (pages == 0 || getrlimit(RLIMIT_AS, &before) != 0)
      return;
    rlimit limit = before;
    rlim_t now = rlim_t(pages) * rlim_t(sysconf(_SC_PAGESIZE));
    limit.rlim_cur = std::min(before.rlim_cur, now + (16u << 20));
    active = setrlimit(RLIMIT_AS, &limit) == 0;
  }
  ~GrowthLimit() {
    if (active)
      setrlimit(RLIMIT_AS, &before);
  }
  bool works() const { return active; }

private:
  rlimit before{};
  bool active = false;
};

std::string demangleRaw(const std::string &name) {
  int status = 0;
  std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), std::free);
  return status == 0 && text ? std::string(text.get()) : std::string();
}

std::string demangleCarefully(const std::string &name) {
  static unsigned explosions = 0;
  if (explosions >= MostExplosions)
    return {};
  GrowthLimit limit;
  if (!limit.works())
    return {};
  std::string text = demangleRaw(name);
  if (text.empty() || text.size() > LongestOutput)
    ++explosions;
  return text;
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
    {"std::__cxx11::", "std::"},
    {"std::__1::", "std::"},
    {"[abi:cxx11]", ""},
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

} // namespace

std::string demangle(std::string_view linkageName) {
  if (!linkageName.starts_with("_Z") && !linkageName.starts_with("___Z"))
    return std::string(linkageName);
  std::string name(linkageName);
  if (name.find('\0') != std::string::npos)
    return name;
  std::string text = countReferences(name) <= HarmlessReferences
                         ? demangleRaw(name)
                         : demangleCarefully(name);
  if (text.empty() || text.size() > LongestOutput)
    return name;
  for (const Abbreviation &abbreviation : Abbreviations)
    replaceAll(text, abbreviation.from, abbreviation.to);
  return simplify(text);
}

} // namespace allocsites
