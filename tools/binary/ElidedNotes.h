// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The section of elided allocations. See also: allocsites/elided.h.
#ifndef ALLOCSITES_BINARY_ELIDEDNOTES_H
#define ALLOCSITES_BINARY_ELIDEDNOTES_H

#include "model/ModelBuilder.h"
#include "model/SiteList.h"

#include <span>

namespace allocsites {

/// Adds all notes of the section to \p found. False if one is broken.
bool readElidedNotes(std::span<const std::byte> section, ModelBuilder &builder,
                     std::vector<ElidedSite> &found);

} // namespace allocsites

#endif
