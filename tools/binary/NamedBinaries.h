// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The programs and libraries that profiles speak of.
#ifndef ALLOCSITES_BINARY_NAMEDBINARIES_H
#define ALLOCSITES_BINARY_NAMEDBINARIES_H

#include "model/Model.h"

#include <string>
#include <vector>

namespace allocsites {

/// The paths of the files that sites of \p model are in, in the order of their
/// names. What a single run loaded by a relative path is where that run says.
std::vector<std::string> namedBinaries(const Model &model);

} // namespace allocsites

#endif
