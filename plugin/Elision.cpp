// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comparing the inventory with the optimised module.
#include "Elision.h"
#include "AllocFunctions.h"
#include "SourcePaths.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include <map>
#include <set>

using namespace llvm;

namespace allocsites {

namespace {

/// What is left, as a tree of positions: a child was inlined at its parent.
class Remains {
public:
  static constexpr unsigned Root = 0;
  static constexpr unsigned Nowhere = ~0u;

  Remains(const Module &M, const Inventory &Source) : Source(Source) {
    Nodes.emplace_back();
    for (const Function &F : M)
      if (!F.isDeclaration() && !F.hasAvailableExternallyLinkage())
        for (const Instruction &I : instructions(F))
          if (const auto *Call = dyn_cast<CallBase>(&I);
              Call && !isa<IntrinsicInst>(Call))
            add(*Call);
  }

  unsigned child(unsigned Parent, const PlaceChain &Chain) const {
    for (const Place &P : Chain) {
      if (Parent == Nowhere)
        return Nowhere;
      auto Found = Children.find({Parent, P.key()});
      Parent = Found == Children.end() ? Nowhere : Found->second;
    }
    return Parent;
  }

  /// Whether something is allocated there, which then is one of the source's
  /// allocations.
  bool allocates(unsigned Node) {
    if (Node == Nowhere || !Nodes[Node].Allocates)
      return false;
    return Nodes[Node].Explained = true;
  }

  /// The same of calls.
  bool calls(unsigned Node, StringRef Callee) {
    bool Found = false;
    if (Node != Nowhere)
      for (Called &Each : Nodes[Node].Calls)
        // Copies of a function that were specialised have a suffix.
        if (Each.Callee.empty() || Each.Callee == Callee ||
            (Each.Callee.starts_with(Callee) &&
             Each.Callee[Callee.size()] == '.'))
          Found = Each.Explained = true;
    return Found;
  }

  /// Allocations at positions that are none of the source's.
  void forStrangers(function_ref<void(const PlaceChain &)> Do) const {
    for (const PositionNode &Node : Nodes)
      if (Node.Allocates && !Node.Explained)
        Do(chain(Node));
  }
  /// Calls of functions of the inventory at such positions.
  void forStrangeCalls(
      function_ref<void(const SourceFunction &, const PlaceChain &)> Do) const {
    for (const PositionNode &Node : Nodes)
      for (const Called &Each : Node.Calls)
        if (!Each.Explained)
          if (const SourceFunction *Callee = Source.find(Each.Callee);
              Callee && Callee->MayAllocate)
            Do(*Callee, chain(Node));
  }

private:
  using PlaceKey = decltype(std::declval<Place>().key());
  struct Called {
    StringRef Callee; ///< empty: not known
    bool Explained;
  };
  struct PositionNode {
    const DILocation *Where = nullptr;
    const DISubprogram *Unplaced = nullptr; ///< without Where: the function
    SmallVector<Called, 1> Calls;
    bool Allocates = false, Explained = false;
  };

  PlaceChain chain(const PositionNode &Node) const {
    if (!Node.Where)
      return {Place{Node.Unplaced, nullptr, 0, 0}};
    PlaceChain Chain = chainOf(Node.Where);
    for (Place &P : Chain)
      P.Function = Source.origin(P.Function);
    return Chain;
  }

  unsigned childOf(unsigned Parent, PlaceKey Key) {
    auto [Child, New] =
        Children.try_emplace({Parent, Key}, unsigned(Nodes.size()));
    if (New)
      Nodes.emplace_back();
    return Child->second;
  }

  unsigned nodeOf(const DILocation *Where) {
    if (!Where)
      return Root;
    if (auto Known = Numbers.find(Where); Known != Numbers.end())
      return Known->second;
    unsigned Node = childOf(nodeOf(Where->getInlinedAt()),
                            {Source.origin(Where->getScope()->getSubprogram()),
                             Where->getLine(), Where->getColumn()});
    Nodes[Node].Where = Where;
    return Numbers[Where] = Node;
  }

  void add(const CallBase &Call) {
    const DILocation *Where = Call.getDebugLoc();
    const DISubprogram *Debug =
        Source.origin(Call.getFunction()->getSubprogram());
    unsigned Number = Where ? nodeOf(Where) : childOf(Root, {Debug, 0, 0});
    PositionNode &Node = Nodes[Number];
    if (!Node.Where)
      Node.Unplaced = Debug;
    if (allocationOf(Call)) {
      Node.Allocates = true;
      return;
    }
    StringRef Callee = calleeName(Call);
    if (none_of(Node.Calls,
                [&](const Called &Each) { return Each.Callee == Callee; }))
      Node.Calls.push_back({Callee, false});
  }

  const Inventory &Source;
  std::vector<PositionNode> Nodes;
  std::map<std::pair<unsigned, PlaceKey>, unsigned> Children;
  DenseMap<const DILocation *, unsigned> Numbers;
};

/// Follows the source of one function.
class Follower {
public:
  Follower(const Inventory &Source, Remains &Left,
           std::vector<ElidedAllocation> &Found)
      : Source(Source), Left(Left), Found(Found) {}

  void run(const SourceFunction &F) { follow(F, Remains::Root); }

private:
  /// Bounds for what code may be made to harm; real chains end before.
  static constexpr unsigned MostSteps = 200000, Deepest = 200;
  /// Calls of a removed call's subtree; with more of them the call is told.
  static constexpr unsigned MostVanished = 64;

  void follow(const SourceFunction &F, unsigned Node);
  void followCall(const SourceCall &Call, unsigned Node);
  void report(const SourceCall &Call, ElidedAllocation::Kind What) {
    if (Seen.insert(Chain).second)
      Found.push_back({Chain, Call.Callee, Call.Type, What});
  }

  const Inventory &Source;
  Remains &Left;
  std::vector<ElidedAllocation> &Found;
  PlaceChain Chain;
  std::set<PlaceChain> Seen;
  SmallVector<const SourceFunction *, 16> Active;
  unsigned Steps = 0, Vanished = 0;
};

void Follower::follow(const SourceFunction &F, unsigned Node) {
  Active.push_back(&F);
  for (const SourceCall &Call : F.Calls) {
    if (++Steps > MostSteps || Chain.size() > Deepest)
      break;
    if (Node == Remains::Nowhere && ++Vanished > MostVanished)
      break;
    size_t Size = Chain.size();
    Chain.append(Call.Where.begin(), Call.Where.end());
    unsigned There = Left.child(Node, Call.Where);
    // Without a position nobody can tell.
    if (!Chain.empty() && Chain.back().Line != 0) {
      if (!Call.Allocates)
        followCall(Call, There);
      else if (!Left.allocates(There))
        report(Call, ElidedAllocation::Allocation);
    }
    Chain.truncate(Size);
  }
  Active.pop_back();
}

void Follower::followCall(const SourceCall &Call, unsigned Node) {
  const SourceFunction *Callee = Source.find(StringRef(Call.Callee));
  if (!Callee || !Callee->MayAllocate || is_contained(Active, Callee) ||
      Left.calls(Node, Call.Callee))
    return;
  bool WasThere = Vanished == 0;
  size_t Before = Found.size();
  if (Node == Remains::Nowhere && WasThere)
    Vanished = 1;
  follow(*Callee, Node);
  if (Node != Remains::Nowhere || !WasThere)
    return;
  if (Vanished > MostVanished) {
    for (size_t I = Before; I < Found.size(); ++I)
      Seen.erase(Found[I].Where);
    Found.resize(Before);
    report(Call, ElidedAllocation::CallWithMore);
  }
  Vanished = 0;
}

/// Whether what is left at Left, a position that is none of the source's, may
/// be what was at the first Size places of Gone. Two that are merged get the
/// position of the nearest scope that both are in, with what of line and column
/// is equal.
bool mayStandFor(const PlaceChain &Left, ArrayRef<Place> Gone,
                 const Inventory &Source) {
  const Place &Last = Left.back();
  auto Fits = [&](const Place &P) {
    return Last.Line == 0 || Last.Line == P.Line;
  };
  // Code without debug information was the source's, or made by the optimiser.
  if (!Last.Function)
    return true;
  if (!Source.find(Last.Function))
    return Fits(Gone.back());
  if (Left.size() > Gone.size())
    return false;
  for (size_t I = 0; I + 1 < Left.size(); ++I)
    if (!(Left[I] == Gone[I]))
      return false;
  const Place &There = Gone[Left.size() - 1];
  return Last.Function == There.Function && Fits(There);
}

/// The same of a call of Callee, and of each call on the way to Gone.
bool callMayStandFor(const SourceFunction &Callee, const PlaceChain &Left,
                     const ElidedAllocation &Gone, const Inventory &Source) {
  if (!Callee.Debug || Source.find(StringRef(Gone.Callee)) == &Callee)
    if (mayStandFor(Left, Gone.Where, Source))
      return true;
  for (size_t I = 1; I < Gone.Where.size(); ++I)
    if (Gone.Where[I].Function == Callee.Debug &&
        mayStandFor(Left, ArrayRef<Place>(Gone.Where).take_front(I), Source))
      return true;
  return false;
}

} // namespace

ElidedByFunction findElided(Module &M, const Inventory &Source,
                            function_ref<bool(const Function &)> Wanted) {
  ElidedByFunction Result;
  Remains Left(M, Source);
  DenseSet<const SourceFunction *> Done;
  for (Function &F : M) {
    if (F.isDeclaration() || F.hasAvailableExternallyLinkage() || !Wanted(F))
      continue;
    const SourceFunction *Function =
        Source.find(Source.origin(F.getSubprogram()));
    if (!Function || !Function->MayAllocate || !Done.insert(Function).second)
      continue;
    std::vector<ElidedAllocation> Found;
    Follower(Source, Left, Found).run(*Function);
    if (!Found.empty())
      Result[&F] = std::move(Found);
  }
  auto Doubt = [&](function_ref<bool(const ElidedAllocation &)> May) {
    for (auto &[F, Elided] : Result)
      for (ElidedAllocation &Each : Elided)
        if (Each.What != ElidedAllocation::Unknown && May(Each))
          Each.What = ElidedAllocation::Unknown;
  };
  Left.forStrangers([&](const PlaceChain &Chain) {
    Doubt([&](const ElidedAllocation &Each) {
      return mayStandFor(Chain, Each.Where, Source);
    });
  });
  Left.forStrangeCalls(
      [&](const SourceFunction &Callee, const PlaceChain &Chain) {
        Doubt([&](const ElidedAllocation &Each) {
          return callMayStandFor(Callee, Chain, Each, Source);
        });
      });
  return Result;
}

std::string elidedText(const std::vector<ElidedAllocation> &Elided,
                       const Inventory &Source) {
  std::string Scopes, Entries;
  MapVector<std::pair<const DISubprogram *, const DIFile *>, unsigned> Numbers;
  auto Field = [](std::string &To, StringRef Text) {
    for (char C : Text)
      To += (unsigned char)C < ' ' ? '?' : C;
  };
  auto Scope = [&](const Place &P) {
    auto [Known, New] =
        Numbers.insert({{P.Function, P.File}, unsigned(Numbers.size())});
    if (New) {
      StringRef Name = P.Function->getLinkageName();
      if (Name.empty()) {
        StringRef Symbol = Source.symbolOf(P.Function);
        Name = Symbol.starts_with("_Z") ? Symbol : P.Function->getName();
      }
      Scopes += "s\t";
      Field(Scopes, Name);
      Scopes += '\t';
      Field(Scopes, absolutePath(P.File));
      Scopes += "\t" + std::to_string(P.Function->getLine()) + "\n";
    }
    return Known->second;
  };
  for (const ElidedAllocation &Each : Elided) {
    Entries += {char(Each.What), '\t'};
    Field(Entries, Each.Callee);
    Entries += '\t';
    Field(Entries, Each.Type);
    for (const Place &P : Each.Where)
      Entries += "\t" + std::to_string(Scope(P)) + ":" +
                 std::to_string(P.Line) + ":" + std::to_string(P.Column);
    Entries += '\n';
  }
  return Scopes + Entries;
}

} // namespace allocsites
