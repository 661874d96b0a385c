// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Choosing regions by dynamic programming over the dominator tree.
#include "Regions.h"
#include "llvm/ADT/DepthFirstIterator.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Analysis/BlockFrequencyInfo.h"
#include "llvm/Analysis/BranchProbabilityInfo.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace allocsites {

// Instructions that touch memory, at the begin of a region and on leaving it.
static constexpr double BeginCost = 3, LeaveCost = 2;
// More than any function can cost, yet finite: sums and margins stay numbers.
static constexpr double Forbidden = 1e30;

/// Code cannot be put on the edges of these.
static bool hasFixedEdges(const Instruction &Terminator) {
  return isa<IndirectBrInst, CallBrInst>(Terminator);
}

namespace {

/// What is known of the subtree of a block once its children are done.
struct Subtree {
  const BasicBlock *Block;
  unsigned Parent;
  /// Expected ways out of the region rooted here (relative to one call).
  double Leaving = 0;
  /// Edges out of it that cannot have code.
  int Fixed = 0;
  /// The cheapest cover of what lies below, and how many regions it takes.
  double BelowCost = 0;
  unsigned BelowRegions = 0;
  bool Calls = false;
  bool IsRoot = false;
};

class RootChooser {
public:
  RootChooser(Function &F, const DenseSet<const BasicBlock *> &Calling,
              FunctionAnalysisManager &FAM)
      : Calling(Calling), DT(FAM.getResult<DominatorTreeAnalysis>(F)),
        BFI(FAM.getResult<BlockFrequencyAnalysis>(F)),
        BPI(FAM.getResult<BranchProbabilityAnalysis>(F)),
        EntryFrequency(
            double(BFI.getBlockFreq(&F.getEntryBlock()).getFrequency())) {
    if (EntryFrequency == 0)
      EntryFrequency = 1;
    number();
    for (Subtree &Tree : Trees)
      countWaysOut(*Tree.Block);
    // Children have higher numbers than their parents.
    for (unsigned I = Trees.size(); I-- > 0;)
      decide(I);
  }

  SmallVector<BasicBlock *, 4> roots() const {
    SmallVector<BasicBlock *, 4> Roots;
    SmallVector<bool, 32> Inside(Trees.size());
    for (unsigned I = 0; I < Trees.size(); ++I) {
      Inside[I] = I > 0 && Inside[Trees[I].Parent];
      if (Inside[I] || !Trees[I].IsRoot)
        continue;
      Inside[I] = true;
      Roots.push_back(const_cast<BasicBlock *>(Trees[I].Block));
    }
    return Roots;
  }

private:
  void number() {
    for (const DomTreeNode *Node : depth_first(DT.getRootNode())) {
      Numbers[Node->getBlock()] = Trees.size();
      Subtree Tree;
      Tree.Block = Node->getBlock();
      Tree.Parent = Node->getIDom() ? Numbers[Node->getIDom()->getBlock()] : 0;
      Trees.push_back(Tree);
    }
  }

  double frequency(const BasicBlock &Block) const {
    return double(BFI.getBlockFreq(&Block).getFrequency()) / EntryFrequency;
  }

  // An edge leaves the regions of all roots that dominate its source but do not
  // properly dominate its target: the ancestors of the source below the
  // target's immediate dominator. Adding at the one and subtracting at the
  // other makes a sum over each subtree count just these.
  void countWaysOut(const BasicBlock &Block) {
    Subtree &From = Trees[Numbers[&Block]];
    const Instruction &Last = *Block.getTerminator();
    double Often = frequency(Block);
    if (isa<ReturnInst, ResumeInst>(Last))
      From.Leaving += Often;
    for (unsigned I = 0; I < Last.getNumSuccessors(); ++I) {
      const BasicBlock *Target = Last.getSuccessor(I);
      Subtree &Above = Trees[Trees[Numbers[Target]].Parent];
      if (&Above == &From)
        continue;
      auto Chance = BPI.getEdgeProbability(&Block, I);
      double Taken =
          Often * Chance.getNumerator() / BranchProbability::getDenominator();
      From.Leaving += Taken;
      Above.Leaving -= Taken;
      bool Fixed = hasFixedEdges(Last) || Target->isEHPad();
      From.Fixed += Fixed;
      Above.Fixed -= Fixed;
    }
  }

  void decide(unsigned I) {
    Subtree &Tree = Trees[I];
    bool CallsItself = Calling.contains(Tree.Block);
    double Cost = Tree.BelowCost;
    unsigned Regions = Tree.BelowRegions;
    if (Tree.Calls || CallsItself) {
      double Here = frequency(*Tree.Block) * BeginCost +
                    std::max(Tree.Leaving, 0.0) * LeaveCost;
      // Of equals, the deeper one keeps more code out; but one is less code
      // than several.
      double Margin = 1e-6 * (Here + Cost);
      bool Better = Here < Cost - Margin ||
                    (Here <= Cost + Margin && Tree.BelowRegions > 1);
      if (Tree.Fixed > 0)
        Here = Forbidden;
      if (CallsItself || (Better && Tree.Fixed == 0)) {
        Tree.IsRoot = true;
        Cost = Here;
        Regions = 1;
      }
    }
    if (I == 0)
      return;
    Subtree &Parent = Trees[Tree.Parent];
    Parent.Leaving += Tree.Leaving;
    Parent.Fixed += Tree.Fixed;
    Parent.BelowCost += Cost;
    Parent.BelowRegions += Regions;
    Parent.Calls |= Tree.Calls || CallsItself;
  }

  const DenseSet<const BasicBlock *> &Calling;
  const DominatorTree &DT;
  const BlockFrequencyInfo &BFI;
  const BranchProbabilityInfo &BPI;
  double EntryFrequency;
  SmallVector<Subtree, 32> Trees;
  DenseMap<const BasicBlock *, unsigned> Numbers;
};

} // namespace

static void addRegion(Regions &All, BasicBlock &Root, const DominatorTree &DT) {
  unsigned Index = All.List.size();
  Region &R = All.List.emplace_back();
  R.Root = &Root;
  for (const DomTreeNode *Node : depth_first(DT.getNode(&Root))) {
    R.Blocks.push_back(Node->getBlock());
    All.Of[Node->getBlock()] = Index;
  }
  MapVector<BasicBlock *, LeavingEdges> Leaves;
  for (BasicBlock *Block : R.Blocks)
    for (BasicBlock *Target : successors(Block)) {
      auto Found = All.Of.find(Target);
      if (Target != &Root && Found != All.Of.end() && Found->second == Index)
        continue;
      LeavingEdges &Edges = Leaves[Target];
      Edges.Target = Target;
      // A switch may go to one block for several values.
      if (Edges.Sources.empty() || Edges.Sources.back() != Block)
        Edges.Sources.push_back(Block);
    }
  for (auto &[Target, Edges] : Leaves)
    R.Leaves.push_back(std::move(Edges));
}

Regions wholeFunction(Function &F) {
  Regions All;
  Region &R = All.List.emplace_back();
  R.Root = &F.getEntryBlock();
  for (BasicBlock &Block : F) {
    R.Blocks.push_back(&Block);
    All.Of[&Block] = 0;
  }
  return All;
}

Regions cheapestRegions(Function &F,
                        const DenseSet<const BasicBlock *> &Calling,
                        FunctionAnalysisManager &FAM) {
  // A call in the entry block leaves no choice, and needs no analysis.
  if (Calling.contains(&F.getEntryBlock()))
    return wholeFunction(F);
  Regions All;
  RootChooser Chooser(F, Calling, FAM);
  for (BasicBlock *Root : Chooser.roots())
    addRegion(All, *Root, FAM.getResult<DominatorTreeAnalysis>(F));
  return All;
}

} // namespace allocsites
