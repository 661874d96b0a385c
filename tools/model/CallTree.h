// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The contexts as a tree of the rows that show on their paths.
#ifndef ALLOCSITES_MODEL_CALLTREE_H
#define ALLOCSITES_MODEL_CALLTREE_H

#include "model/Rows.h"

namespace allocsites {

struct CallTree {
  struct Node {
    uint32_t row;    ///< into `rows`; 0: the root
    uint32_t parent; ///< lower than the node's own index
    Counts flat, cum;
  };

  std::vector<RowPlace> rows;       ///< [0] is nothing
  std::vector<Node> nodes;          ///< [0] is the root
  std::vector<uint32_t> children;   ///< indices of nodes, grouped by parent
  std::vector<uint32_t> firstChild; ///< by node: into `children`; one more

  CulpritShares shares; ///< of the nodes' flat counts

  /// Largest first by cum.
  void sortChildren(const Model &model, Lens lens);
};

CallTree makeCallTree(const View &view, Granularity granularity);

} // namespace allocsites

#endif
