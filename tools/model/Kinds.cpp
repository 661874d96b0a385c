// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Kinds.h"

#include "allocsites/abi.h"
#include "model/AllocatedType.h"

#include <map>
#include <unordered_map>

namespace allocsites {

namespace {
/// Far above what a library nests; keeps hostile files cheap.
constexpr unsigned MostSteps = 400;
} // namespace

/// Reads contexts one after another and remembers what functions say.
class KindReader {
public:
  KindReader(Kinds &kinds, const Model &model, Names &names,
             const std::function<bool(Id)> &isLibrary)
      : kinds(kinds), model(model), names(names), isLibrary(isLibrary),
        ruleOf(model.strings.size(), NotLooked), known(model.functions.size()),
        culpritOfSite(model.sites.size(), 0) {}

  CulpritId read(Id node) {
    Id site = model.nodes[node].site;
    if (culpritOfSite[site] != 0)
      return culpritOfSite[site];
    best = decided = KindRules::NoRule;
    frozen = false;
    type.clear();
    bool within = readContext(node);
    CulpritId id = intern(model.sites[site]);
    // What the site alone decided holds for all its contexts.
    if (within)
      culpritOfSite[site] = id;
    return id;
  }

  /// read() will be asked for soon: first the one, then the other.
  void prefetchSite(Id node) const {
    Id site = model.nodes[node].site;
    __builtin_prefetch(&culpritOfSite[site], 1);
    __builtin_prefetch(&model.sites[site]);
  }
  void prefetchFrame(Id node) const {
    Id site = model.nodes[node].site;
    if (culpritOfSite[site] == 0)
      __builtin_prefetch(&model.frames[model.sites[site].frame]);
  }

private:
  static constexpr uint32_t NotLooked = KindRules::NoRule - 1;

  /// What a function says.
  struct Known {
    uint32_t rule = NotLooked;
    Id name = None;
    bool library = false;
    bool hasType = false;
  };

  /// True if the end was met within the node's own site.
  bool readContext(Id node) {
    unsigned steps = 0;
    Id last = None; // by name
    for (Id at = node; at != Model::Root; at = model.nodes[at].parent) {
      const Site &site = model.sites[model.nodes[at].site];
      if (site.kind == SiteKind::Outside)
        return at == node;
      if (site.callee != None) {
        // A named allocator is the user's own, and the rules know it or not.
        bool allocates = at == node && site.kind != SiteKind::Call;
        // The function that we come from has been visited. As a callee it is
        // but a name: whether it is library code can depend on its file.
        if (model.functions[site.callee].name != last &&
            !visit(know(site.callee), allocates))
          return at == node;
      } else if (at == node &&
                 !know(model.frames[site.frame].function).library) {
        return true; // The user's code called what cannot be known.
      }
      for (Id frame = site.frame; frame != None;
           frame = model.frames[frame].caller) {
        const Known &function = know(model.frames[frame].function);
        if (++steps > MostSteps || !visit(function, false))
          return at == node;
        last = function.name;
      }
    }
    return false;
  }

  const Known &know(Id function) {
    Known &entry = known[function];
    if (entry.rule == NotLooked) {
      entry.name = model.functions[function].name;
      entry.library = isLibrary(function);
      uint32_t &rule = ruleOf[entry.name];
      if (rule == NotLooked) {
        const std::string &readable = names.of(function);
        rule = kinds.rules.find(readable);
        if (std::string text = typeAllocatedBy(readable); !text.empty())
          types[entry.name] = std::move(text);
      }
      entry.hasType = types.contains(entry.name);
      entry.rule = rule;
    }
    return entry;
  }

  /// False at the first function that no one knows.
  bool visit(const Known &function, bool allocates) {
    uint32_t index = function.rule;
    // Who asks a std::pmr resource for an int may make it allocate a buffer.
    if (type.empty() && function.hasType && decided == KindRules::NoRule)
      type = types[function.name];
    if (index == KindRules::NoRule)
      return allocates || function.library;
    const KindRule &rule = kinds.rules.rule(index);
    if (decided != KindRules::NoRule)
      return true;
    if (rule.layer == Layer::Always) {
      best = decided = index;
      return true;
    }
    if (rule.layer == Layer::Barrier) {
      frozen = true;
      return true;
    }
    if (best == KindRules::NoRule) {
      best = index;
      return true;
    }
    const KindRule &now = kinds.rules.rule(best);
    bool same = rule.family == now.family && rule.layer == now.layer;
    bool moreSpecific = same && index < best;
    switch (rule.layer) {
    case Layer::Allocator:
      if (now.layer == Layer::Allocator && moreSpecific)
        best = index;
      break;
    case Layer::Object:
      if (!frozen && (now.layer == Layer::Allocator || moreSpecific))
        best = index;
      break;
    default:
      if (now.layer != Layer::Feature || !same || moreSpecific)
        best = index;
    }
    return true;
  }

  CulpritId intern(const Site &site) {
    uint16_t kind = KindRules::Unknown;
    if (site.kind == SiteKind::Outside)
      kind = KindRules::Outside;
    else if (site.flags & ALLOCSITES_SITE_COROUTINE)
      kind = KindRules::Coroutine;
    else if (best != KindRules::NoRule)
      kind = kinds.rules.rule(best).kind;
    if (type.empty())
      type = presentType(model.string(site.type));
    auto [entry, isNew] =
        ids.try_emplace({kind, type}, CulpritId(kinds.all.size()));
    if (isNew)
      kinds.all.push_back({kind, type});
    return entry->second;
  }

  Kinds &kinds;
  const Model &model;
  Names &names;
  const std::function<bool(Id)> &isLibrary;
  std::vector<uint32_t> ruleOf;              ///< by name
  std::vector<Known> known;                  ///< by function
  std::unordered_map<Id, std::string> types; ///< by name, if there is one
  std::vector<CulpritId> culpritOfSite;
  std::map<std::pair<uint16_t, std::string>, CulpritId> ids;
  uint32_t best = 0, decided = 0;
  bool frozen = false;
  std::string type;
};

Kinds::Kinds(const Model &model, Names &names, const KindRules &rules,
             const std::function<bool(Id function)> &isLibrary)
    : rules(rules), all{{KindRules::Unknown, {}}},
      culpritOf(model.nodes.size(), 0) {
  KindReader reader(*this, model, names, isLibrary);
  // Sites come in no order: those of nodes further on are asked for early.
  constexpr Id Ahead = 12;
  Id count = Id(model.nodes.size());
  for (Id node = Model::Root + 1; node < count; ++node) {
    if (node + 2 * Ahead < count)
      reader.prefetchSite(node + 2 * Ahead);
    if (node + Ahead < count)
      reader.prefetchFrame(node + Ahead);
    if (model.own[node].any())
      culpritOf[node] = reader.read(node);
  }
}

} // namespace allocsites
