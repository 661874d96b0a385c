// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Why each context of a model allocates: its kind, and the type allocated.
#ifndef ALLOCSITES_MODEL_KINDS_H
#define ALLOCSITES_MODEL_KINDS_H

#include "model/KindRules.h"
#include "model/Model.h"
#include "model/Names.h"

#include <functional>

namespace allocsites {

/// What a context allocates and why: an index into Kinds::culprits().
using CulpritId = uint32_t;

struct Culprit {
  uint16_t kind;    ///< into KindRules::kindNames()
  std::string type; ///< empty: unknown
};

class Kinds {
public:
  /// Looks at the contexts that have counts. A context is read from the
  /// allocation outwards up to the first function that neither a rule knows nor
  /// \p isLibrary holds for.
  Kinds(const Model &model, Names &names, const KindRules &rules,
        const std::function<bool(Id function)> &isLibrary);

  /// Culprit 0 for nodes without counts.
  CulpritId of(Id node) const { return culpritOf[node]; }
  const Culprit &culprit(CulpritId id) const { return all[id]; }
  size_t size() const { return all.size(); }
  const std::string &kindName(CulpritId id) const {
    return rules.kindNames()[all[id].kind];
  }

private:
  friend class KindReader;
  const KindRules &rules;
  std::vector<Culprit> all; ///< [0] is unknown
  std::vector<CulpritId> culpritOf;
};

} // namespace allocsites

#endif
