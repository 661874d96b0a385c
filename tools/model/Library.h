// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions are library code. Rules are data: library.json, files of the
// same form given by --rules, and --library/--user.
#ifndef ALLOCSITES_MODEL_LIBRARY_H
#define ALLOCSITES_MODEL_LIBRARY_H

#include "model/Names.h"
#include "support/Regex.h"

#include <optional>
#include <string>
#include <vector>

namespace allocsites {

class LibraryRules {
public:
  /// The rules of library.json.
  LibraryRules();

  /// Adds the rules of a file; they win over what is there.
  Result<void> addFile(const std::string &path);
  /// A path glob, or `re:` and a regular expression that is searched in path
  /// and function name. Wins over what is there.
  Result<void> addPattern(bool library, const std::string &pattern);

  bool isLibrary(const Model &model, Names &names, Id function) const;
  /// True if functions of one known file are all or none library code.
  bool goesByFile() const;

private:
  enum class Subject { Path, Symbol, Function, Any };
  struct Rule {
    bool library;
    Subject subject;
    std::string glob;
    std::optional<Regex> regex; ///< Any
  };

  Result<void> addText(const std::string &text, const std::string &origin);
  static bool matches(const Rule &rule, const Model &model, Names &names,
                      Id function);

  std::vector<Rule> rules; ///< the last that matches decides
};

} // namespace allocsites

#endif
