// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The worst lines below a label of the running program, as text: a snapshot of
// the profile, read by the allocsites command.
#ifndef ALLOCSITES_WORST_LINES_H
#define ALLOCSITES_WORST_LINES_H

#include "allocsites/api.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace allocsites {

/// The command that belongs to the runtime: $ALLOCSITES_TOOL, beside the
/// runtime, or in PATH.
inline std::string findTool() {
  if (const char *given = getenv("ALLOCSITES_TOOL"))
    return given;
  Dl_info runtime;
  if (__allocsites_api_active &&
      dladdr(reinterpret_cast<void *>(&__allocsites_api_active), &runtime) &&
      runtime.dli_fname) {
    std::string folder = runtime.dli_fname;
    folder.resize(folder.find_last_of('/') + 1);
    for (const char *way : {"../bin/allocsites", "../../bin/allocsites"})
      if (access((folder + way).c_str(), X_OK) == 0)
        return folder + way;
  }
  return "allocsites";
}

/// Text that a regular expression matches literally.
inline std::string literally(const std::string &text) {
  std::string result;
  for (char c : text) {
    if (strchr("\\^$.|?*+()[]{}", c))
      result += '\\';
    result += c;
  }
  return result;
}

/// Standard output of a command; false if it failed.
inline bool outputOf(std::vector<std::string> command, std::string &output) {
  std::vector<char *> arguments, environment;
  for (std::string &argument : command)
    arguments.push_back(&argument[0]);
  arguments.push_back(nullptr);
  // The command is not to be profiled.
  for (char **entry = environ; *entry; ++entry)
    if (strncmp(*entry, "LD_PRELOAD=", 11) != 0)
      environment.push_back(*entry);
  environment.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return false;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  int error = posix_spawnp(&child, arguments[0], &actions, nullptr,
                           arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  char buffer[4096];
  for (ssize_t count;
       !error && (count = read(ends[0], buffer, sizeof buffer)) > 0;)
    output.append(buffer, static_cast<size_t>(count));
  close(ends[0]);
  int status = 0;
  return !error && waitpid(child, &status, 0) == child && status == 0;
}

/// At most \p count lines that allocated below the label, the worst by \p lens
/// first, divided by \p operations (0: in all); each ends with a newline.
/// Counts nothing that happens meanwhile on this thread. Without the command
/// one line that says so.
inline std::string worstLines(const std::string &key, const std::string &value,
                              unsigned count, uint64_t operations,
                              const char *lens = "alloc_objects") {
  Pause pause;
  const char *temporary = getenv("TMPDIR");
  std::string folder = temporary && *temporary ? temporary : "/tmp";
  folder += "/allocsites.XXXXXX";
  if (!mkdtemp(&folder[0]))
    return "  (no lines: cannot write in " + folder + ": " + strerror(errno) +
           ")\n";
  std::string file = folder + "/now.allocs", text;
  bool written = allocsites_snapshot(file.c_str());
  bool read =
      written &&
      outputOf({findTool(), "top", "-lines",
                std::string("-sample_index=") + lens, "--color=never",
                "--nodefraction=0", "--nodecount=" + std::to_string(count),
                operations ? "--per=" + std::to_string(operations)
                           : std::string("--rows-only"),
                "--tagfocus=" + key + "=^" + literally(value) + "$", file},
               text);
  unlink(file.c_str());
  rmdir(folder.c_str());
  if (!written)
    return "  (no lines: cannot write a snapshot to " + folder + ")\n";
  if (!read)
    return "  (no lines: cannot run " + findTool() +
           "; set ALLOCSITES_TOOL to the allocsites command)\n";
  return text;
}

} // namespace allocsites

#endif
