// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "binary/NamedBinaries.h"

#include <filesystem>
#include <set>

namespace allocsites {

std::vector<std::string> namedBinaries(const Model &model) {
  namespace fs = std::filesystem;
  std::set<std::string_view> names;
  for (const Site &site : model.sites)
    if (site.kind != SiteKind::Outside && site.kind != SiteKind::Label &&
        site.module != None)
      names.insert(model.string(site.module));
  std::vector<std::string> result;
  for (std::string_view name : names) {
    fs::path path(name);
    result.push_back(
        path.is_relative() && model.runs.size() == 1
            ? (fs::path(model.runs[0].directory) / path).lexically_normal()
            : path);
  }
  return result;
}

} // namespace allocsites
