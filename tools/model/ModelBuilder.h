// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Builds a model out of entries that come in any number of times, from any
// number of trees and files: what is equal becomes one entry.
#ifndef ALLOCSITES_MODEL_MODELBUILDER_H
#define ALLOCSITES_MODEL_MODELBUILDER_H

#include "model/IdTable.h"
#include "model/Model.h"

#include <functional>
#include <utility>

namespace allocsites {

/// Where a model's strings live.
enum class Strings : uint8_t {
  Borrowed, ///< in the files' bytes, which the model keeps
  Copied    ///< in the model, each once: for files without number
};

class ModelBuilder {
public:
  explicit ModelBuilder(Strings kept = Strings::Borrowed);

  /// \p text must live as long as the model (see own()), unless it is copied.
  Id string(std::string_view text);
  /// The same path, normalised; \p text is a string of the model.
  Id pathOf(Id text);
  Id function(Id name, Id file, uint32_t startLine);
  Id frame(const Frame &frame);
  /// `frame` is None for Outside sites alone; `hop` is the builder's.
  Id site(Site site);
  /// Child of \p parent at \p site.
  Id node(Id parent, Id site, bool folded);
  /// node() of the same will be asked for soon.
  void prefetchNode(Id parent, Id site) const {
    nodes.prefetch(nodeHash(parent, site));
  }

  /// What is added from here on stands below the label \p text ("key=value")
  /// instead of the root; empty: below the root.
  void beginBelowLabel(std::string_view text);

  /// There will be as many more, or somewhat fewer.
  void reserve(size_t frames, size_t sites, size_t nodes);
  void count(Id node, const Counts &counts) {
    model.own[holderOf(node)] += counts;
  }
  void distribute(Id node, const Distribution &distribution) {
    model.distributions.add(holderOf(node), distribution);
  }
  void addRun(Run run, const Counts &lost);
  /// Adds all contexts of \p part, whose strings must live as long as the
  /// model. \p scale makes of a context's own counts those that count here.
  void addContexts(const Model &part,
                   const std::function<Counts(const Counts &)> &scale);
  /// Adds the sites that \p part's contexts go through, each as a context of
  /// its own below the root, with all that was allocated there.
  void addSites(const Model &part);
  void warn(std::string text) { model.warnings.push_back(std::move(text)); }
  /// Keeps the bytes that strings point into, if they do.
  void own(FileBytes bytes) {
    if (kept == Strings::Borrowed)
      model.files.push_back(std::move(bytes));
  }

  /// The runs since the last call, which the model then has not.
  std::vector<Run> takeRuns() { return std::exchange(model.runs, {}); }
  /// The same for warnings.
  std::vector<std::string> takeWarnings() {
    return std::exchange(model.warnings, {});
  }

  /// What is there so far, without totals. Nodes stand as they came, parents
  /// first, and have no ends.
  const Model &soFar() const { return model; }

  /// Ends the building.
  Model take();

private:
  static uint64_t nodeHash(Id parent, Id site) {
    return mix(mix(0, parent), site);
  }
  Id normalised(Id text);
  /// \p part's sites, added here; by their ids there.
  std::vector<Id> sitesOf(const Model &part);
  Id findFunction(Id name, Id file);
  void sortNodes();
  void warnIfUninstrumented();
  Id unnamedOutside(Id parent);
  /// Of counts that are told to be \p node's: a label has none of its own.
  Id holderOf(Id node) {
    return node == Model::Root && top != Model::Root ? unnamedOutside(top)
                                                     : node;
  }

  const Strings kept;
  Model model;
  Id top = Model::Root; ///< what stands for the root of what is added
  IdTable strings, functions, frames, sites, nodes;
  std::vector<Id> normalPaths; ///< by string; None: not looked at
  std::vector<Id> functionOf;  ///< by name: the last that was asked for
};

} // namespace allocsites

#endif
