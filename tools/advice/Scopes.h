// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the code around a statement says of a variable: where it was made, and
// whether it is changed. By words alone; what cannot be read counts against a
// finding.
// See also: SourceLines.h (where the code comes from).
#ifndef ALLOCSITES_ADVICE_SCOPES_H
#define ALLOCSITES_ADVICE_SCOPES_H

#include <string>
#include <string_view>
#include <vector>

namespace allocsites {

/// How long a variable has been there when a statement is met.
enum class Holder {
  Round,    ///< made in the same round of a loop, or there is no loop
  Loop,     ///< made before a loop that the statement is in
  Elsewhere ///< not made in this function, nor is the statement in a loop
};

/// Of the variable that \p name begins with (`x`, `x.y`, `x->y[i]`).
/// \p before: the function's code from its head up to the statement.
Holder holderOf(std::string_view name, std::string_view before);

/// Where \p name is assigned to in \p line; 0 if that is not there.
size_t assignmentOf(std::string_view name, std::string_view line);

/// True unless \p code, in which \p name is a variable, surely only reads it.
/// A call that it is an argument of counts as reading.
bool mayChange(std::string_view name, std::string_view code);

/// What the first `for` in \p code repeats; empty if its end is not there.
std::string_view loopBody(std::string_view code);
/// What is left of the block that \p code stands in; empty if its end is not
/// there.
std::string_view restOfBlock(std::string_view code);

/// The variables that `for (T x : ...)` and `for (T [x, y] : ...)` make.
std::vector<std::string> loopVariables(std::string_view head);
/// The variable that `T x = y;`, `T x(y);`, `T x{y};` makes or `x = y;` fills;
/// empty if \p statement is none of these.
std::string namedVariable(std::string_view statement);

} // namespace allocsites

#endif
