// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Profile files into a model. The only door to the file format.
#ifndef ALLOCSITES_PROFILE_READER_H
#define ALLOCSITES_PROFILE_READER_H

#include "model/ModelBuilder.h"
#include "support/Result.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace allocsites {

/// Adds a profile to \p builder. Keeps the valid part of a damaged file and
/// leaves a warning that says what is missing; never reports counts that are
/// not in the file. Fails, with a line for the user, if the file is missing,
/// empty, no profile, or of a newer major version.
Result<void> readProfile(const std::string &path, ModelBuilder &builder);

/// All of them merged. Fails if any fails.
Result<Model>
readProfiles(const std::vector<std::string> &paths,
             const std::function<void(size_t index)> &before = nullptr);

/// The time at which the program of that profile started, nanoseconds since
/// 1970; nothing if the file is no profile. Reads only the header.
std::optional<uint64_t> readStartTime(const std::string &path);

/// Only what the header and the meta entries say: cheap.
Result<Run> readRun(const std::string &path);

} // namespace allocsites

#endif
