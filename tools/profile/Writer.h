// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A model into a profile file, for readProfile() to read.
#ifndef ALLOCSITES_PROFILE_WRITER_H
#define ALLOCSITES_PROFILE_WRITER_H

#include "model/Model.h"
#include "support/Result.h"

#include <string>

namespace allocsites {

/// Writes \p model, which has one run, to \p path. All counts, lenses, sizes,
/// lifetimes, labels and the timeline read as they are in the model. Trees are
/// one. Fails, with a line for the user and without a file, if it cannot be
/// written.
Result<void> writeProfile(const std::string &path, const Model &model);

} // namespace allocsites

#endif
