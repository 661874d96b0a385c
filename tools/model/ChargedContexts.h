// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which contexts are charged to each of many rows. What they allocate is looked
// at when a row is shown: a large profile has very many rows and shows few.
#ifndef ALLOCSITES_MODEL_CHARGEDCONTEXTS_H
#define ALLOCSITES_MODEL_CHARGEDCONTEXTS_H

#include "model/CulpritShares.h"
#include "model/View.h"

namespace allocsites {

class ChargedContexts {
public:
  /// \p view must outlive this object.
  explicit ChargedContexts(const View &view)
      : view(view), before(view.model().nodes.size(), None) {}

  /// Links \p node to \p last, the node added to the same row before (None: it
  /// is the first), and makes it the last.
  void add(Id node, Id &last) {
    before[node] = last;
    last = node;
  }
  /// \p last: by row.
  void close(std::vector<Id> last) { lastOf = std::move(last); }

  /// What the row consists of, in no particular order.
  std::vector<CulpritShare> culprits(uint32_t row) const;
  /// Of what the row allocates; null if none was recorded.
  std::shared_ptr<Distribution> distribution(uint32_t row) const;

private:
  const View &view;
  std::vector<Id> before; ///< by node: another of its row; None: no more
  std::vector<Id> lastOf; ///< by row
};

} // namespace allocsites

#endif
