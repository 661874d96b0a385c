// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a function enters and leaves the part that has a context record on the
// runtime's list. Read-only.
//
// A region is rooted at a block and consists of all blocks that this one
// dominates, so that whatever path reaches a call in it has passed the root.
// The parent record is read where the region begins and put back on every way
// out. A fast path that calls nothing should meet no region: the roots are
// chosen bottom-up over the dominator tree for the least expected cost.
#ifndef ALLOCSITES_PLUGIN_REGIONS_H
#define ALLOCSITES_PLUGIN_REGIONS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/BasicBlock.h"
#include "llvm/IR/PassManager.h"

namespace allocsites {

/// The ways from one region to a block outside of it (or back to its root).
struct LeavingEdges {
  llvm::BasicBlock *Target;
  llvm::SmallVector<llvm::BasicBlock *, 4> Sources;
};

struct Region {
  llvm::BasicBlock *Root;
  /// With Root; in a fixed order.
  llvm::SmallVector<llvm::BasicBlock *, 8> Blocks;
  llvm::SmallVector<LeavingEdges, 2> Leaves;
};

struct Regions {
  llvm::SmallVector<Region, 2> List;
  /// The index of each block's region.
  llvm::DenseMap<const llvm::BasicBlock *, unsigned> Of;
};

/// The one region that is always right: all blocks, rooted at the entry.
Regions wholeFunction(llvm::Function &F);

/// The cheapest regions that cover all blocks of Calling (those with calls that
/// may allocate). Unreachable blocks are in no region.
Regions cheapestRegions(llvm::Function &F,
                        const llvm::DenseSet<const llvm::BasicBlock *> &Calling,
                        llvm::FunctionAnalysisManager &FAM);

} // namespace allocsites

#endif
