// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support/SourceCache.h"

#include "support/FileBytes.h"

#include <sys/stat.h>

namespace allocsites {

namespace {

constexpr uint64_t LargestSource = 64 << 20;

void splitLines(SourceFile &file) {
  std::string_view text = file.text;
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r'))
      line.remove_suffix(1);
    file.lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string join(const std::string &directory, std::string_view path) {
  std::string result = directory;
  if (!result.empty() && !result.ends_with('/'))
    result += '/';
  return result.append(path);
}

} // namespace

std::string SourceCache::trimmed(std::string path) const {
  for (const std::string &prefix : search.trimPrefixes)
    if (path.starts_with(prefix)) {
      path.erase(0, prefix.size());
      while (path.starts_with('/'))
        path.erase(0, 1);
      break;
    }
  return path;
}

std::vector<std::string>
SourceCache::candidates(const std::string &compiledPath) const {
  std::string path = compiledPath;
  std::vector<std::string> result;
  for (const auto &[from, to] : search.maps)
    if (path.starts_with(from))
      result.push_back(to + path.substr(from.size()));
  path = trimmed(path);
  result.push_back(path);
  for (const std::string &directory : search.directories) {
    std::string_view rest = path;
    while (rest.starts_with('/'))
      rest.remove_prefix(1);
    while (true) {
      result.push_back(join(directory, rest));
      size_t slash = rest.find('/');
      if (slash == std::string_view::npos)
        break;
      rest.remove_prefix(slash + 1);
    }
  }
  return result;
}

const SourceFile &SourceCache::get(const std::string &compiledPath) {
  auto [entry, isNew] = files.try_emplace(compiledPath);
  SourceFile &file = entry->second;
  if (!isNew || compiledPath.empty())
    return file;
  for (const std::string &path : candidates(compiledPath)) {
    struct stat status;
    if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
      continue;
    Result<FileBytes> bytes = FileBytes::read(path, LargestSource);
    if (!bytes)
      continue;
    file.foundAt = path;
    file.modifiedNs = uint64_t(status.st_mtim.tv_sec) * 1'000'000'000 +
                      uint64_t(status.st_mtim.tv_nsec);
    file.text.assign(reinterpret_cast<const char *>(bytes->data()),
                     bytes->size());
    splitLines(file);
    break;
  }
  return file;
}

} // namespace allocsites
