// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Source files by the path that the compiler recorded.
#ifndef ALLOCSITES_SUPPORT_SOURCECACHE_H
#define ALLOCSITES_SUPPORT_SOURCECACHE_H

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace allocsites {

/// Where to look for sources that are not where they were compiled.
struct SourceSearch {
  std::vector<std::string> directories;  ///< searched for ever shorter suffixes
  std::vector<std::string> trimPrefixes; ///< taken off before the search
  std::vector<std::pair<std::string, std::string>> maps; ///< old prefix, new
};

struct SourceFile {
  std::string foundAt; ///< empty: not found
  uint64_t modifiedNs = 0;
  std::vector<std::string_view> lines; ///< without line ends
  std::string text;

  bool found() const { return !foundAt.empty(); }
};

class SourceCache {
public:
  explicit SourceCache(SourceSearch search) : search(std::move(search)) {}

  /// Lives as long as the cache. Files above 64 MB count as not found.
  const SourceFile &get(const std::string &compiledPath);

  /// Without the first prefix to be trimmed that it has, and slashes behind.
  std::string trimmed(std::string path) const;

private:
  std::vector<std::string> candidates(const std::string &compiledPath) const;

  SourceSearch search;
  std::map<std::string, SourceFile> files;
};

} // namespace allocsites

#endif
