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
        ruleOf(model.strings.size(), NotLooked),
        libraryOf(model.functions.size(), NotLooked),
        typeState(model.strings.size(), 0),
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

private:
  static constexpr uint32_t NotLooked = KindRules::NoRule - 1;

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
            !visit(site.callee, allocates))
          return at == node;
      } else if (at == node && !library(model.frames[site.frame].function)) {
        return true; // The user's code called what cannot be known.
      }
      for (Id frame = site.frame; frame != None;
           frame = model.frames[frame].caller) {
        Id function = model.frames[frame].function;
        if (++steps > MostSteps || !visit(function, false))
          return at == node;
        last = model.functions[function].name;
      }
    }
    return false;
  }

  bool library(Id function) {
    uint32_t &known = libraryOf[function];
    if (known == NotLooked)
      known = isLibrary(function);
    return known;
  }

  uint32_t ruleFor(Id function) {
    uint32_t &known = ruleOf[model.functions[function].name];
    if (known == NotLooked)
      known = kinds.rules.find(names.of(function));
    return known;
  }

  const std::string &typeOf(Id function) {
    Id name = model.functions[function].name;
    uint8_t &state = typeState[name];
    if (state == 0) {
      std::string text = typeAllocatedBy(names.of(function));
      state = text.empty() ? 1 : 2;
      if (state == 2)
        types[name] = std::move(text);
    }
    return state == 2 ? types[name] : noType;
  }

  /// False at the first function that no one knows.
  bool visit(Id function, bool allocates) {
    uint32_t index = ruleFor(function);
    if (type.empty())
      type = typeOf(function);
    if (index == KindRules::NoRule)
      return allocates || library(function);
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
  std::vector<uint32_t> ruleOf;    ///< by name
  std::vector<uint32_t> libraryOf; ///< by function
  std::vector<uint8_t> typeState;  ///< by name: 0 not looked, 1 none, 2 known
  std::unordered_map<Id, std::string> types; ///< by name
  const std::string noType;
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
  for (Id node = Model::Root + 1; node < model.nodes.size(); ++node)
    if (model.own[node].any())
      culpritOf[node] = reader.read(node);
}

} // namespace allocsites
