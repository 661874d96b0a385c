// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Regular expressions as pprof's users write them, safe on any subject.
#ifndef ALLOCSITES_SUPPORT_REGEX_H
#define ALLOCSITES_SUPPORT_REGEX_H

#include "support/Result.h"

#include <memory>
#include <string>
#include <string_view>

namespace allocsites {

/// A pattern that is searched anywhere in a subject. The syntax is POSIX
/// extended plus what people bring from RE2: \d \w \s \b, (?:...), a leading
/// (?i) and lazy quantifiers. Back references are refused.
///
/// This is regexec and not std::regex, which recurses once a character and so
/// overflows the stack on a symbol name of a hundred thousand characters.
class Regex {
public:
  /// Fails with what is wrong with the pattern.
  static Result<Regex> compile(const std::string &pattern);

  bool matches(std::string_view subject) const;
  const std::string &pattern() const { return text; }

private:
  struct Compiled;
  Regex() = default;

  std::string text;
  std::string literal; ///< what to look for if the pattern is no more than it
  std::shared_ptr<const Compiled> compiled; ///< null: literal
};

} // namespace allocsites

#endif
