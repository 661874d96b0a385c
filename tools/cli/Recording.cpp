// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "cli/Recording.h"

#include "cli/Session.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <unistd.h>

namespace allocsites {

namespace fs = std::filesystem;

const char *const DefaultPattern = "%e.%p.allocs";

namespace {

Result<std::string> absolutePattern(const RecordOptions &options,
                                    const char *verb) {
  const char *environment = std::getenv("ALLOCSITES_FILE");
  std::string wanted = !options.pattern.empty()      ? options.pattern
                       : environment && *environment ? environment
                                                     : DefaultPattern;
  std::error_code error;
  fs::path path = fs::path(wanted);
  if (path.is_relative())
    path = fs::current_path(error) / path;
  fs::path directory = path.parent_path();
  if (directory.string().find('%') == std::string::npos &&
      (!fs::is_directory(directory, error) ||
       access(directory.c_str(), W_OK | X_OK) != 0))
    return Error{fmt::format("{}: cannot write profiles in {}; give "
                             "-o FILE in a directory that can be written",
                             verb, directory.string())};
  return path.string();
}

std::string runtimeOptions(const RecordOptions &options) {
  std::string result;
  auto add = [&](const std::string &text) {
    if (!text.empty())
      result += (result.empty() ? "" : ":") + text;
  };
  if (const char *before = std::getenv("ALLOCSITES_OPTIONS"))
    add(before);
  if (options.liveGiven())
    add(options.live == "0" ? "live=0" : "live=1");
  add(options.extraOptions);
  return result;
}

} // namespace

void addRecordOptions(CLI::App &app, RecordOptions &options) {
  app.add_option("--live", options.live,
                 "1: follow frees, for the inuse lenses; 0: do not")
      ->type_name("[0|1]")
      ->expected(0, 1)
      ->check(CLI::IsMember({"0", "1", ""}));
  app.add_option("--options", options.extraOptions,
                 "Added to ALLOCSITES_OPTIONS (key=value:key=value)")
      ->type_name("OPTIONS");
  options.liveGiven = [&app] { return app.count("--live") != 0; };
}

Result<Recording> planRecording(const RecordOptions &options,
                                const char *verb) {
  Result<std::string> pattern = absolutePattern(options, verb);
  if (!pattern)
    return pattern.error();
  Recording recording;
  recording.pattern = *pattern;
  recording.runId =
      fmt::format("{}-{}", getpid(),
                  std::chrono::system_clock::now().time_since_epoch().count());
  recording.variables = {{"ALLOCSITES_FILE", *pattern},
                         {"ALLOCSITES_OPTIONS", runtimeOptions(options)},
                         {"ALLOCSITES_RUN_ID", recording.runId}};
  return recording;
}

std::string shortPath(const std::string &path) {
  std::error_code error;
  std::string prefix = fs::current_path(error).string() + "/";
  return !error && path.starts_with(prefix) ? path.substr(prefix.size()) : path;
}

void explainNoProfile(const Arguments &command, const Recording &recording,
                      const ProfileHunt::Catch &found) {
  std::error_code error;
  fs::path self = fs::read_symlink("/proc/self/exe", error);
  std::string bin = self.parent_path().string();
  std::string lib = self.parent_path().parent_path().string() + "/lib";
  note(fmt::format("{} left no profile at {}: neither it nor a program that "
                   "it started is instrumented, or it could not write there",
                   command[0], shortPath(recording.pattern)));
  noteLine("build it with");
  noteLine("  " + bin + "/allocsites-clang++ -O2 ...");
  noteLine("or compile and link with");
  noteLine(fmt::format("  clang++-19 -O2 -g -fpass-plugin={0}/AllocSites.so "
                       "-L{0} -Wl,-rpath,{0} -lallocsites_rt ...",
                       lib));
  if (!found.strangers.empty())
    note(fmt::format("meanwhile there appeared, of a process that cannot be "
                     "traced to it: {}",
                     shortPath(found.strangers.front())));
}

} // namespace allocsites
