// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Models in few words.
#ifndef ALLOCSITES_TEST_SKETCH_H
#define ALLOCSITES_TEST_SKETCH_H

#include "model/ModelBuilder.h"
#include "model/Rows.h"

#include <memory>

namespace allocsites {

/// "function file line [column]"; "-" for no file.
using Place = std::string;

class Sketch {
public:
  /// Frames from the innermost outwards.
  Id chain(const std::vector<Place> &places);
  Id allocation(const std::vector<Place> &places, const char *callee = "_Znwm");
  Id call(const std::vector<Place> &places, const char *callee = "");
  Id outside(const char *module);

  /// A context below \p parent with counts of its own.
  Id node(Id parent, Id site, uint64_t objects = 0, uint64_t space = 0);

  ModelBuilder builder;

private:
  std::deque<std::string> texts;
  Id string(const std::string &text);
};

/// A finished model and all that a view of it needs.
struct Scene {
  explicit Scene(Sketch &sketch);
  View view(ViewOptions options = {}) const;
  /// By the given granularity: "name" or "name:line" to the row.
  Row row(const View &view, const std::string &name,
          Granularity granularity = Granularity::Functions) const;
  /// Flat and cum of alloc_objects; {0, 0} if there is no such row.
  std::pair<uint64_t, uint64_t>
  objects(const View &view, const std::string &name,
          Granularity granularity = Granularity::Functions) const;

  Model model;
  mutable Names names;
  LibraryRules rules;
};

Regex regex(const std::string &pattern);

} // namespace allocsites

#endif
