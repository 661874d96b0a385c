// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support/Path.h"

#include <vector>

namespace allocsites {

bool needsNormalising(std::string_view path) {
  return path.find("//") != std::string_view::npos ||
         path.find("/./") != std::string_view::npos ||
         path.find("/../") != std::string_view::npos || path.starts_with("./");
}

std::string normalisePath(std::string_view path) {
  bool absolute = path.starts_with('/');
  std::vector<std::string_view> parts;
  for (size_t begin = 0; begin <= path.size();) {
    size_t end = std::min(path.find('/', begin), path.size());
    std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".")
      continue;
    if (part != "..")
      parts.push_back(part);
    else if (!parts.empty() && parts.back() != "..")
      parts.pop_back();
    else if (!absolute)
      parts.push_back(part);
  }
  std::string result;
  for (std::string_view part : parts) {
    if (absolute || !result.empty())
      result += '/';
    result += part;
  }
  if (result.empty())
    return absolute ? "/" : ".";
  return result;
}

std::string_view baseName(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

} // namespace allocsites
