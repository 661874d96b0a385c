// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The size that a statement asks for, as it is written.
#ifndef ALLOCSITES_ADVICE_REQUESTEDSIZE_H
#define ALLOCSITES_ADVICE_REQUESTEDSIZE_H

#include <string>
#include <string_view>

namespace allocsites {

/// True if \p expression has numbers, `sizeof`, and names that are written as
/// constants are (`SIZE`, `kSize`) or that \p file makes such.
bool isConstant(std::string_view expression, std::string_view file);
/// The size that a statement asks for: in `new T[size]`, `malloc(size)`,
/// `make_unique<T[]>(size)`, `std::vector<T> v(size, ...)`; empty if there is
/// none to be seen.
std::string requestedSize(std::string_view statement);

} // namespace allocsites

#endif
