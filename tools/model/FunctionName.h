// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The part of a demangled name that rules can be written against.
#ifndef ALLOCSITES_MODEL_FUNCTIONNAME_H
#define ALLOCSITES_MODEL_FUNCTIONNAME_H

#include <string>
#include <string_view>

namespace allocsites {

struct FunctionName {
  /// Qualified, without template arguments, return type and parameters:
  /// `std::vector::_M_realloc_insert`, `operator new`,
  /// `f::{lambda}::operator()`.
  std::string name;
  /// In brackets, without template arguments: `(std::vector const&)`; empty if
  /// the function has none on record.
  std::string parameters;
};

/// Takes a demangled name apart. `std::string` and its like come out as the
/// templates that they are: `std::basic_string`.
FunctionName splitFunctionName(std::string_view demangled);

/// The template arguments of the first `PREFIX<...>` in \p demangled, the
/// first argument alone; empty if there is none.
std::string_view firstTemplateArgument(std::string_view demangled,
                                       std::string_view prefix);

} // namespace allocsites

#endif
