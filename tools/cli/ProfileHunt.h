// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds the profiles that a run left behind, its children's too.
#ifndef ALLOCSITES_CLI_PROFILEHUNT_H
#define ALLOCSITES_CLI_PROFILEHUNT_H

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace allocsites {

class ProfileHunt {
public:
  /// Notes what is there before the run. \p pattern is an absolute
  /// ALLOCSITES_FILE pattern; \p runId the run's ALLOCSITES_RUN_ID.
  ProfileHunt(std::string pattern, std::string runId);

  struct Catch {
    std::vector<std::string> ours; ///< the first process first
    /// Profiles that appeared meanwhile of processes whose descent from ours
    /// cannot be traced.
    std::vector<std::string> strangers;
  };
  /// After the run of process \p pid: profiles that are new, of that process
  /// and of those that descend from it.
  Catch find(uint32_t pid) const;

private:
  struct Stamp {
    uint64_t inode, changedNs;
    bool operator==(const Stamp &) const = default;
  };
  std::map<std::string, Stamp> list() const;

  std::string directory;
  bool recursive = false; ///< the pattern varies the directory
  std::string runId;
  std::map<std::string, Stamp> before;
};

} // namespace allocsites

#endif
