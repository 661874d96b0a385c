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

/// Whether the program is known to be running. A free may then be seen before
/// its allocation; otherwise that is worth a warning.
enum class Liveness : uint8_t { Unknown, Running };

/// How much of a profile is wanted.
enum class Contents : uint8_t {
  Counts, ///< without distributions: cheaper
  All
};

/// Adds a profile to \p builder. Keeps the valid part of a damaged file and
/// leaves a warning that says what is missing; never reports counts that are
/// not in the file. Fails, with a line for the user, if the file is missing,
/// empty, no profile, or of a newer major version.
Result<void> readProfile(const std::string &path, ModelBuilder &builder,
                         Liveness program = Liveness::Unknown,
                         Contents wanted = Contents::All);

/// All of them merged. Fails if any fails.
Result<Model>
readProfiles(const std::vector<std::string> &paths,
             const std::function<void(size_t index)> &before = nullptr,
             Contents wanted = Contents::All);

/// Who writes a profile, or has written it.
struct ProfileWriter {
  uint32_t pid;
  uint64_t processStart; ///< as support/ProcessInfo.h has it; 0: unknown
  uint64_t startTimeNs;  ///< since 1970

  bool operator==(const ProfileWriter &) const = default;
};

/// Nothing if the file is no profile. Reads only the header.
std::optional<ProfileWriter> readWriter(const std::string &path);

/// The time at which the program of that profile started, nanoseconds since
/// 1970; nothing if the file is no profile. Reads only the header.
std::optional<uint64_t> readStartTime(const std::string &path);

/// Only what the header and the meta entries say: cheap.
Result<Run> readRun(const std::string &path);

} // namespace allocsites

#endif
