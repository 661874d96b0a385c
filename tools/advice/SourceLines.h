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
  /// The lines from the function's first up to \p line, without it, and \p
  /// line and those behind it, as many as a function may have. In the same way,
  /// but lines stay apart.
  std::string before(Id function, uint32_t line);
  std::string from(Id function, uint32_t line);
  /// All of the function's file, as it is.
  std::string_view file(Id function);

private:
  std::string lines(Id function, uint32_t first, uint32_t end);
  const SourceFile *fileOf(Id function);

  const Model &model;
  SourceCache &cache;
  uint64_t startNs; ///< of the first run
};

// Of a statement as SourceLines gives it:

/// The x of `x = x + ...` in any spelling of x, and of `x = ... + x`; empty if
/// the statement is none of these.
std::string addedToItself(const std::string &statement);
struct LookedUp {
  std::string by; ///< the function, or brackets: `find`, `[]`
  size_t length;  ///< of the literal
  bool operator==(const LookedUp &) const = default;
};
/// The literals in `x.find("...")`, `x["..."]` and their like.
std::vector<LookedUp> lookedUpLiterals(const std::string &statement);
/// True of `for (T x : ...)`: an element is copied in each round.
bool copiesElements(const std::string &statement);
/// True of `for (const std::pair<K, V> &x : ...)`: the elements of maps are
/// `std::pair<const K, V>`, so that each is converted to a new pair.
bool convertsElements(const std::string &statement);
/// True of `const T x = y;`, with no call in y.
bool copiesToConstant(const std::string &statement);
/// True of `return x;`, with no call in x, and no statement before it in the
/// same block. (A local variable would be moved.)
bool returnsLvalue(const std::string &statement);

} // namespace allocsites

#endif
