// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See also: proc(5).
#include "support/ProcessInfo.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>

namespace allocsites {

namespace {

std::string readAll(uint32_t pid, const char *name) {
  std::ifstream file(fmt::format("/proc/{}/{}", pid, name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

template <class Number> bool parse(std::string_view text, Number &number) {
  auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// The next word of \p text, which is taken off.
std::string_view nextWord(std::string_view &text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

/// A file that got its name after it was made, or another one, still has the
/// first one here: its directory tells.
std::string nameOf(const std::string &mapped, uint64_t inode) {
  constexpr std::string_view Deleted = " (deleted)";
  if (!mapped.ends_with(Deleted))
    return mapped;
  std::string directory = mapped.substr(0, mapped.rfind('/') + 1);
  std::error_code ignored;
  for (const auto &entry :
       std::filesystem::directory_iterator(directory, ignored)) {
    struct stat status;
    if (lstat(entry.path().c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
        status.st_ino == inode)
      return entry.path().string();
  }
  return mapped;
}

} // namespace

uint64_t processStart(uint32_t pid) {
  std::string all = readAll(pid, "stat");
  // Field 22, counted from behind the program's name, which is the second and
  // may hold anything.
  size_t nameEnd = all.rfind(')');
  if (nameEnd == std::string::npos)
    return 0;
  std::string_view rest(all);
  rest.remove_prefix(nameEnd + 1);
  std::string_view state = nextWord(rest), word;
  if (state == "Z" || state == "X")
    return 0;
  for (int field = 3; field < 22; ++field)
    word = nextWord(rest);
  uint64_t start = 0;
  return parse(word, start) ? start : 0;
}

std::vector<uint32_t> allProcesses() {
  std::vector<uint32_t> result;
  std::error_code ignored;
  for (const auto &entry :
       std::filesystem::directory_iterator("/proc", ignored)) {
    uint32_t pid = 0;
    if (parse(entry.path().filename().string(), pid))
      result.push_back(pid);
  }
  std::sort(result.begin(), result.end());
  return result;
}

std::string commandLine(uint32_t pid) {
  std::string text = readAll(pid, "cmdline");
  while (!text.empty() && text.back() == '\0')
    text.pop_back();
  std::replace(text.begin(), text.end(), '\0', ' ');
  return text;
}

std::vector<std::string> sharedFiles(uint32_t pid) {
  std::vector<std::string> result;
  std::ifstream maps(fmt::format("/proc/{}/maps", pid));
  for (std::string line; std::getline(maps, line);) {
    // addresses permissions offset device inode, then the path.
    std::string_view rest(line);
    nextWord(rest);
    std::string_view permissions = nextWord(rest);
    nextWord(rest);
    nextWord(rest);
    uint64_t inode = 0;
    parse(nextWord(rest), inode);
    size_t path = rest.find('/');
    if (permissions.size() == 4 && permissions[3] == 's' &&
        path != std::string_view::npos)
      result.push_back(nameOf(std::string(rest.substr(path)), inode));
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

} // namespace allocsites
