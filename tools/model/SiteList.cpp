// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/SiteList.h"

#include "allocsites/abi.h"
#include "support/Path.h"
#include "support/StableSort.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace allocsites {

namespace {

/// Those that tell more than the other fields.
constexpr uint32_t TellingFlags = ALLOCSITES_SITE_COROUTINE;

/// What makes a site, whichever of its copies it is. The runtime adds flags of
/// its own.
using SiteKey = std::tuple<uint32_t, SiteKind, Id, Id, Id, uint32_t>;

SiteKey keyOf(uint32_t binary, const Site &site) {
  return {binary,      site.kind, site.frame,
          site.callee, site.type, site.flags & TellingFlags};
}

/// What lists of sites and of elided allocations share.
class Chooser {
public:
  Chooser(const View &view, bool fold, const SiteFilter &filter)
      : view(view), model(view.model()), fold(fold), filter(filter) {}

  bool keeps(Id innermost, Id callee) const;
  /// The innermost user frame; without one the outermost.
  Id charged(Id innermost, bool &library) const;
  auto placeOf(Id frameId, uint32_t binary, bool library) const {
    const Frame &frame = model.frames[frameId];
    return std::tuple(binary, library, model.fileOf(frame.function), frame.line,
                      frame.column, model.nameOf(frame.function));
  }

private:
  const View &view;
  const Model &model;
  const bool fold;
  const SiteFilter &filter;
};

bool Chooser::keeps(Id innermost, Id callee) const {
  bool focused = !filter.focus;
  auto look = [&](Id function) {
    focused |=
        filter.focus && matches(*filter.focus, model, view.names(), function);
    return !filter.ignore ||
           !matches(*filter.ignore, model, view.names(), function);
  };
  if (callee != None && !look(callee))
    return false;
  for (Id frame = innermost; frame != None; frame = model.frames[frame].caller)
    if (!look(model.frames[frame].function))
      return false;
  return focused;
}

Id Chooser::charged(Id innermost, bool &library) const {
  library = false;
  Id last = innermost;
  for (Id frame = innermost; frame != None;
       frame = model.frames[frame].caller) {
    if (!fold || !view.isLibrary(model.frames[frame].function))
      return frame;
    last = frame;
  }
  library = true;
  return last;
}

class Lister {
public:
  Lister(const View &view, bool fold,
         const std::vector<BinaryInventory> &binaries, const SiteFilter &filter)
      : model(view.model()), chooser(view, fold, filter), binaries(binaries) {}

  std::vector<SiteRow> run() {
    for (uint32_t binary = 0; binary < binaries.size(); ++binary)
      for (Id site : binaries[binary].sites)
        add(binary, site);
    for (Id node = Model::Root + 1; node < model.nodes.size(); ++node)
      reach(node);
    sort();
    return std::move(rows);
  }

private:
  void add(uint32_t binary, Id site);
  void reach(Id node);
  void sort();

  const Model &model;
  const Chooser chooser;
  const std::vector<BinaryInventory> &binaries;
  std::vector<SiteRow> rows;
  /// 0: filtered out; else the row's index and 1.
  std::map<SiteKey, size_t> known;
  std::map<Id, std::vector<uint32_t>> modules;
};

void Lister::add(uint32_t binary, Id id) {
  const Site &site = model.sites[id];
  auto [entry, isNew] = known.try_emplace(keyOf(binary, site), 0);
  if (!isNew) {
    if (entry->second != 0)
      ++rows[entry->second - 1].copies;
    return;
  }
  if (!chooser.keeps(site.frame, site.callee))
    return;
  SiteRow row{id, None, false, false, binary, 1, {}};
  row.charged = chooser.charged(site.frame, row.library);
  rows.push_back(row);
  entry->second = rows.size();
}

/// Notes what the context allocated.
void Lister::reach(Id node) {
  const Site &site = model.sites[model.nodes[node].site];
  if (site.kind == SiteKind::Outside || site.kind == SiteKind::Label)
    return;
  auto [owners, isNew] = modules.try_emplace(site.module);
  if (isNew)
    owners->second = binariesOf(model.string(site.module), binaries);
  for (uint32_t binary : owners->second)
    if (auto entry = known.find(keyOf(binary, site));
        entry != known.end() && entry->second != 0) {
      rows[entry->second - 1].reached = true;
      rows[entry->second - 1].own += model.own[node];
    }
}

void Lister::sort() {
  auto place = [&](const SiteRow &row) {
    return chooser.placeOf(row.charged, row.binary, row.library);
  };
  auto inner = [&](const SiteRow &row) {
    const Site &site = model.sites[row.site];
    const Frame &frame = model.frames[site.frame];
    return std::tuple(!isAllocation(site), model.nameOf(site.callee),
                      model.string(site.type), model.nameOf(frame.function),
                      frame.line, frame.column);
  };
  // Equal ones keep the order of the binary.
  stableSort(rows, [&](const SiteRow &a, const SiteRow &b) {
    auto first = place(a), second = place(b);
    return first != second ? first < second : inner(a) < inner(b);
  });
}

/// Chains by their positions alone: sites tell discriminators, too.
class Chains {
public:
  explicit Chains(const Model &model) : model(model) {}
  uint32_t of(Id frameId) {
    if (frameId == None)
      return 0;
    auto [known, isNew] = numbers.try_emplace(frameId, 0);
    if (isNew) {
      const Frame &frame = model.frames[frameId];
      uint32_t caller = of(frame.caller);
      auto key = std::tuple(caller, frame.function, frame.line, frame.column);
      uint32_t number =
          chains.try_emplace(key, uint32_t(chains.size() + 1)).first->second;
      numbers[frameId] = number;
      return number;
    }
    return known->second;
  }

  /// Of the call of the allocator that the chain ends in: it has several ways
  /// to get one block (libc++: one for large alignments).
  std::pair<uint32_t, Id> ofAllocator(Id innermost) {
    Id outermost = innermost;
    for (Id frame = innermost; frame != None && isAllocator(frame);
         frame = model.frames[frame].caller)
      outermost = frame;
    if (!isAllocator(outermost))
      return {of(outermost), None};
    return {of(model.frames[outermost].caller),
            model.frames[outermost].function};
  }

private:
  bool isAllocator(Id frame) const {
    std::string_view name = model.nameOf(model.frames[frame].function);
    return name.starts_with("_ZNSt") &&
           (name.find("allocat") != std::string_view::npos ||
            name.find("operator_new") != std::string_view::npos);
  }

  const Model &model;
  std::unordered_map<Id, uint32_t> numbers;
  std::map<std::tuple<uint32_t, Id, uint32_t, uint32_t>, uint32_t> chains;
};

void tally(Coverage &coverage, const Model &model, const SiteRow &row) {
  (isAllocation(model.sites[row.site]) ? coverage.allocations : coverage.calls)
      .add(row);
}

} // namespace

bool isAllocation(const Site &site) {
  return site.kind == SiteKind::Allocation ||
         site.kind == SiteKind::NamedAllocator;
}

std::vector<SiteRow> listSites(const View &view, bool fold,
                               const std::vector<BinaryInventory> &binaries,
                               const SiteFilter &filter) {
  return Lister(view, fold, binaries, filter).run();
}

std::vector<ElidedRow> listElided(const View &view, bool fold,
                                  const std::vector<BinaryInventory> &binaries,
                                  const SiteFilter &filter) {
  const Model &model = view.model();
  Chooser chooser(view, fold, filter);
  Chains chains(model);
  std::vector<ElidedRow> rows;
  for (uint32_t binary = 0; binary < binaries.size(); ++binary) {
    std::set<std::pair<uint32_t, Id>> made;
    for (Id site : binaries[binary].sites)
      if (isAllocation(model.sites[site]) && model.sites[site].frame != None)
        made.insert(chains.ofAllocator(model.sites[site].frame));
    std::set<std::tuple<uint32_t, Id, Id, Id, int>> seen;
    for (const ElidedSite &each : binaries[binary].elided) {
      auto [chain, allocator] = chains.ofAllocator(each.frame);
      if (made.contains({chain, allocator}) ||
          !chooser.keeps(each.frame, each.callee) ||
          !seen.emplace(chain, allocator,
                        allocator == None ? each.callee : None, each.type,
                        each.state)
               .second)
        continue;
      ElidedRow row{each, None, false, binary};
      row.charged = chooser.charged(each.frame, row.library);
      rows.push_back(row);
    }
  }
  auto key = [&](const ElidedRow &row) {
    return std::tuple(chooser.placeOf(row.charged, row.binary, row.library),
                      row.elided.state, model.nameOf(row.elided.callee),
                      model.string(row.elided.type));
  };
  stableSort(rows, [&](const ElidedRow &a, const ElidedRow &b) {
    return key(a) < key(b);
  });
  return rows;
}

std::vector<SiteTally>
sitesThatRan(const Model &model, const std::vector<BinaryInventory> &binaries) {
  std::set<SiteKey> known;
  for (uint32_t binary = 0; binary < binaries.size(); ++binary)
    for (Id site : binaries[binary].sites)
      known.insert(keyOf(binary, model.sites[site]));
  std::vector<bool> seen(model.sites.size());
  std::map<Id, std::vector<uint32_t>> modules;
  std::vector<SiteTally> result(binaries.size());
  for (Id node = Model::Root + 1; node < model.nodes.size(); ++node) {
    Id id = model.nodes[node].site;
    const Site &site = model.sites[id];
    if (seen[id] || site.kind == SiteKind::Outside ||
        site.kind == SiteKind::Label)
      continue;
    seen[id] = true;
    auto [owners, isNew] = modules.try_emplace(site.module);
    if (isNew)
      owners->second = binariesOf(model.string(site.module), binaries);
    for (uint32_t binary : owners->second) {
      ++result[binary].sites;
      result[binary].reached += known.contains(keyOf(binary, site));
    }
  }
  return result;
}

Coverage coverageOf(const Model &model, const std::vector<SiteRow> &rows) {
  Coverage result;
  for (const SiteRow &row : rows)
    tally(result, model, row);
  return result;
}

std::vector<CoverageRow> coverageBy(const Model &model, Granularity granularity,
                                    const std::vector<SiteRow> &rows) {
  RowKeys keys(model, granularity);
  std::vector<CoverageRow> result;
  std::vector<size_t> indices;
  // As they come: rows are in the order of the source already, but a function
  // may be met again behind others of its file.
  for (const SiteRow &row : rows) {
    uint32_t key = keys.rowOf(row.charged);
    if (indices.size() <= key)
      indices.resize(key + 1, 0);
    if (indices[key] == 0) {
      result.push_back({{keys.rows[key], {}, {}}, {}});
      indices[key] = result.size();
    }
    tally(result[indices[key] - 1].coverage, model, row);
  }
  return result;
}

std::vector<uint32_t> binariesOf(std::string_view module,
                                 const std::vector<BinaryInventory> &binaries) {
  std::vector<uint32_t> same, named;
  std::error_code ignored;
  std::string path(module);
  for (uint32_t i = 0; i < binaries.size(); ++i) {
    if (binaries[i].path == path ||
        std::filesystem::equivalent(binaries[i].path, path, ignored))
      same.push_back(i);
    if (baseName(binaries[i].path) == baseName(path))
      named.push_back(i);
  }
  // Moved, or seen from another machine.
  return same.empty() ? named : same;
}

} // namespace allocsites
