// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "cli/ProfileHunt.h"

#include "profile/Reader.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sys/stat.h>

namespace allocsites {

namespace fs = std::filesystem;

namespace {
constexpr int DeepestSearch = 4;
}

ProfileHunt::ProfileHunt(std::string pattern, std::string runId)
    : runId(std::move(runId)) {
  directory = pattern.substr(0, pattern.rfind('/') + 1);
  if (size_t percent = directory.find('%'); percent != std::string::npos) {
    recursive = true;
    directory.resize(directory.rfind('/', percent) + 1);
  }
  before = list();
}

std::map<std::string, ProfileHunt::Stamp> ProfileHunt::list() const {
  std::map<std::string, Stamp> result;
  auto add = [&](const fs::path &path) {
    struct stat status;
    if (lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode))
      result[path.string()] = {uint64_t(status.st_ino),
                               uint64_t(status.st_ctim.tv_sec) * 1'000'000'000 +
                                   uint64_t(status.st_ctim.tv_nsec)};
  };
  std::error_code error;
  if (!recursive) {
    for (fs::directory_iterator it(directory, error), end; !error && it != end;
         it.increment(error))
      add(it->path());
    return result;
  }
  for (fs::recursive_directory_iterator
           it(directory, fs::directory_options::skip_permission_denied, error),
       end;
       !error && it != end; it.increment(error)) {
    if (it.depth() >= DeepestSearch)
      it.disable_recursion_pending();
    add(it->path());
  }
  return result;
}

ProfileHunt::Catch ProfileHunt::find(uint32_t pid) const {
  std::vector<Run> candidates;
  for (const auto &[path, stamp] : list()) {
    auto known = before.find(path);
    if ((known != before.end() && known->second == stamp) ||
        !readStartTime(path))
      continue;
    if (Result<Run> run = readRun(path))
      candidates.push_back(*run);
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const Run &a, const Run &b) {
              return std::tie(a.startTimeNs, a.path) <
                     std::tie(b.startTimeNs, b.path);
            });
  // A parent starts before its children, so one pass would do but for clocks
  // that are set back.
  std::set<uint32_t> family{pid};
  std::set<std::string> ours;
  for (bool grew = true; grew;) {
    grew = false;
    for (const Run &run : candidates) {
      bool related = run.runId.empty() ? family.contains(run.pid) ||
                                             family.contains(run.parentPid)
                                       : run.runId == runId;
      if (related && ours.insert(run.path).second) {
        family.insert(run.pid);
        grew = true;
      }
    }
  }
  Catch result;
  for (const Run &run : candidates)
    if (ours.contains(run.path))
      result.ours.push_back(run.path);
    else if (run.runId.empty())
      result.strangers.push_back(run.path);
  return result;
}

} // namespace allocsites
