// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "watch/Target.h"

#include "profile/Reader.h"
#include "support/ProcessInfo.h"
#include "support/Regex.h"
#include "support/Units.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <tuple>
#include <unistd.h>

namespace allocsites {

namespace {

struct Candidate {
  std::string path;
  uint32_t pid;
  uint64_t startTimeNs;
  bool running;
};

/// A process's profile is among the files it maps, wherever it lies.
std::optional<Candidate> profileOf(uint32_t pid) {
  std::optional<Candidate> best;
  for (const std::string &path : sharedFiles(pid)) {
    std::optional<ProfileWriter> writer = readWriter(path);
    // A child maps its parent's, too, until it has its own.
    if (writer && (!best || writer->pid == pid))
      best = {path, pid, writer->startTimeNs, true};
  }
  return best;
}

Error explainNoProfile(uint32_t pid) {
  if (processStart(pid) == 0)
    return {fmt::format("there is no process {}; give a profile, or part of a "
                        "command line",
                        pid)};
  return {fmt::format("process {} has no profile: it is not instrumented, has "
                      "not allocated yet, is another user's, or its profile "
                      "was deleted",
                      pid)};
}

/// Newest first.
void sortCandidates(std::vector<Candidate> &all) {
  std::sort(all.begin(), all.end(), [](const Candidate &a, const Candidate &b) {
    return std::tuple(!a.running, ~a.startTimeNs, a.path) <
           std::tuple(!b.running, ~b.startTimeNs, b.path);
  });
}

Result<Target> byCommand(const std::string &wish) {
  Result<Regex> regex = Regex::compile(wish);
  if (!regex)
    return regex.error();
  std::vector<Candidate> found;
  for (uint32_t pid : allProcesses())
    if (pid != uint32_t(getpid()) && regex->matches(commandLine(pid)))
      if (std::optional<Candidate> candidate = profileOf(pid))
        found.push_back(*candidate);
  if (found.empty())
    return Error{fmt::format("'{}': is no file, and no running program with "
                             "that in its command line has a profile",
                             wish)};
  sortCandidates(found);
  Target target{found[0].path, ""};
  if (found.size() > 1)
    target.remark = fmt::format(
        "watching process {}, the newest of {}; a process's number chooses "
        "another",
        found[0].pid,
        formatCount(found.size(), "program that matches",
                    "programs that match"));
  return target;
}

Result<Target> newestHere() {
  std::vector<Candidate> found;
  std::error_code ignored;
  for (const auto &entry : std::filesystem::directory_iterator(".", ignored)) {
    std::string name = entry.path().filename().string();
    std::optional<ProfileWriter> writer;
    if (name.ends_with(".allocs"))
      writer = readWriter(name);
    if (!writer)
      continue;
    uint64_t start = processStart(writer->pid);
    found.push_back({name, writer->pid, writer->startTimeNs,
                     start != 0 && start == writer->processStart});
  }
  if (found.empty())
    return Error{
        "no profile given and no *.allocs in this directory; 'allocsites "
        "watch -- PROGRAM' starts a program"};
  sortCandidates(found);
  return Target{found[0].path,
                "watching " + found[0].path +
                    (found[0].running ? "" : ", whose program has ended")};
}

} // namespace

Result<Target> chooseTarget(const std::string &wish) {
  if (wish.empty())
    return newestHere();
  uint32_t pid = 0;
  auto [end, error] =
      std::from_chars(wish.data(), wish.data() + wish.size(), pid);
  if (error == std::errc() && end == wish.data() + wish.size()) {
    if (std::optional<Candidate> found = profileOf(pid))
      return Target{found->path, ""};
    return explainNoProfile(pid);
  }
  if (access(wish.c_str(), F_OK) == 0 || wish.ends_with(".allocs"))
    return Target{wish, ""};
  return byCommand(wish);
}

} // namespace allocsites
