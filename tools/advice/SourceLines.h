// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a statement of the user's program says, for rules that counts alone
// cannot be sure of.
#ifndef ALLOCSITES_ADVICE_SOURCELINES_H
#define ALLOCSITES_ADVICE_SOURCELINES_H

#include "model/Model.h"
#include "support/SourceCache.h"

#include <string>

namespace allocsites {

class SourceLines {
public:
  SourceLines(const Model &model, SourceCache &cache);

  /// The lines of the statement that \p line is part of, comments left out and
  /// blanks made one; empty if the file is not there or was changed after the
  /// program ran.
  std::string statement(Id function, uint32_t line);
  /// That line alone, in the same way.
  std::string line(Id function, uint32_t line);

private:
  const SourceFile *fileOf(Id function);

  const Model &model;
  SourceCache &cache;
  uint64_t startNs; ///< of the first run
};

// Of a statement as SourceLines gives it:

/// True of `x = x + ...` in any spelling of x, and of `x = ... + x`.
bool addsToItself(const std::string &statement);
/// The lengths of the literals in `x.find("...")`, `x["..."]` and their like.
std::vector<size_t> lookedUpLiterals(const std::string &statement);
/// True of `for (T x : ...)`: an element is copied in each round.
bool copiesElements(const std::string &statement);
/// True of `const T x = y;`, with no call in y.
bool copiesToConstant(const std::string &statement);
/// True of `return x;`, with no call in x. (A local variable would be moved.)
bool returnsLvalue(const std::string &statement);

} // namespace allocsites

#endif
