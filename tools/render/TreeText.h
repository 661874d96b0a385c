// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The call tree from the roots down, largest branch first.
#ifndef ALLOCSITES_RENDER_TREETEXT_H
#define ALLOCSITES_RENDER_TREETEXT_H

#include "model/CallTree.h"
#include "render/Style.h"

namespace allocsites {

struct TreeOptions {
  /// Branches with less cum than this part of the total become one line.
  double nodeFraction = 0.005;
  size_t maxDepth = 0; ///< 0: no limit
};

/// \p tree must be sorted by the context's lens.
void renderTree(Buffer &out, ReportContext &context, const CallTree &tree,
                const TreeOptions &options);

} // namespace allocsites

#endif
