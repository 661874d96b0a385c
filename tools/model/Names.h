// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The readable names of a model's functions, made when first asked for.
#ifndef ALLOCSITES_MODEL_NAMES_H
#define ALLOCSITES_MODEL_NAMES_H

#include "model/Model.h"
#include "support/Demangle.h"

#include <string>
#include <unordered_map>

namespace allocsites {

/// Readable names by linkage name, for one model after another.
class NameCache {
public:
  /// Lives as long as this object.
  const std::string &of(std::string_view linkageName) {
    auto [entry, isNew] = readable.try_emplace(std::string(linkageName));
    if (isNew)
      entry->second = demangle(linkageName);
    return entry->second;
  }

private:
  std::unordered_map<std::string, std::string> readable;
};

class Names {
public:
  /// Both must outlive this object; \p cache may be null.
  explicit Names(const Model &model, NameCache *cache = nullptr)
      : model(model), cache(cache) {}

  /// The demangled name; lives as long as this object.
  const std::string &of(Id function) {
    Id name = model.functions[function].name;
    if (known.size() <= name)
      known.resize(model.strings.size());
    if (!known[name])
      known[name] = &make(model.string(name));
    return *known[name];
  }

private:
  const std::string &make(std::string_view linkageName) {
    return cache ? cache->of(linkageName)
                 : made.emplace_back(demangle(linkageName));
  }

  const Model &model;
  NameCache *cache;
  std::vector<const std::string *> known; ///< by string; null: not yet
  std::deque<std::string> made;
};

} // namespace allocsites

#endif
