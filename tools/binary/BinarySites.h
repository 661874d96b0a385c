// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The sites of a program or library, read from the file without running it.
// See also: runtime/include/allocsites/sites.h, the layout of site tables;
// elided.h, that of what was removed.
#ifndef ALLOCSITES_BINARY_BINARYSITES_H
#define ALLOCSITES_BINARY_BINARYSITES_H

#include "model/ModelBuilder.h"
#include "model/SiteList.h"
#include "support/Result.h"

#include <string>

namespace allocsites {

/// Adds the sites of the file at \p path to \p builder, as sites of a module of
/// that name, and what the optimiser removed. The builder must copy its
/// strings. Fails, with a line for the user, if the file is no program or
/// library, was not built with the plugin, or is damaged.
Result<BinaryInventory> readBinarySites(const std::string &path,
                                        ModelBuilder &builder);

} // namespace allocsites

#endif
