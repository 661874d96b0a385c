// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The readable names of a model's functions, made when first asked for.
#ifndef ALLOCSITES_MODEL_NAMES_H
#define ALLOCSITES_MODEL_NAMES_H

#include "model/Model.h"
#include "support/Demangle.h"

#include <unordered_map>

namespace allocsites {

class Names {
public:
  explicit Names(const Model &model) : model(model) {}

  /// The demangled name; lives as long as this object.
  const std::string &of(Id function) {
    Id name = model.functions[function].name;
    auto [entry, isNew] = readable.try_emplace(name);
    if (isNew)
      entry->second = demangle(model.string(name));
    return entry->second;
  }

private:
  const Model &model;
  std::unordered_map<Id, std::string> readable;
};

} // namespace allocsites

#endif
