// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/ModelBuilder.h"

#include "support/Path.h"

#include <algorithm>
#include <fmt/format.h>

namespace allocsites {

namespace {

template <class T> Id append(std::vector<T> &table, T entry) {
  table.push_back(std::move(entry));
  return Id(table.size() - 1);
}

uint64_t hashText(std::string_view text) {
  return std::hash<std::string_view>()(text);
}

} // namespace

ModelBuilder::ModelBuilder(Strings kept) : kept(kept) {
  model.strings.push_back("");
  model.functions.push_back({None, None, 0});
  model.frames.push_back({None, 0, 0, 0, None});
  model.sites.push_back({SiteKind::Call, 0, None, None, None, None, None});
  model.nodes.assign(2, {None, None, None, false});
  model.own.resize(2);
}

Id ModelBuilder::string(std::string_view text) {
  if (text.empty())
    return None;
  return strings.findOrInsert(
      hashText(text), [&](Id id) { return model.strings[id] == text; },
      [&] {
        if (kept == Strings::Copied)
          text = model.madeStrings.emplace_back(text);
        return append(model.strings, text);
      });
}

Id ModelBuilder::pathOf(Id text) {
  if (text == None)
    return None;
  if (normalPaths.size() <= text)
    normalPaths.resize(text + text / 2 + 64, None);
  if (normalPaths[text] == None)
    normalPaths[text] = normalised(text);
  return normalPaths[text];
}

Id ModelBuilder::normalised(Id text) {
  if (!needsNormalising(model.strings[text]))
    return text;
  std::string normal = normalisePath(model.strings[text]);
  return strings.findOrInsert(
      hashText(normal), [&](Id id) { return model.strings[id] == normal; },
      [&] {
        model.madeStrings.push_back(normal);
        return append(model.strings,
                      std::string_view(model.madeStrings.back()));
      });
}

Id ModelBuilder::findFunction(Id name, Id file) {
  auto isEqual = [&](Id id) {
    const Function &known = model.functions[id];
    return known.name == name && known.file == file;
  };
  if (functionOf.size() <= name)
    functionOf.resize(name + name / 2 + 64, None);
  Id &last = functionOf[name];
  if (last == None || !isEqual(last))
    last = functions.findOrInsert(mix(mix(0, name), file), isEqual, [&] {
      return append(model.functions, Function{name, file, 0});
    });
  return last;
}

Id ModelBuilder::function(Id name, Id file, uint32_t startLine) {
  Id id = findFunction(name, file);
  // Several of one name (generic lambdas, C's statics): the first line is best.
  uint32_t &known = model.functions[id].startLine;
  if (startLine != 0 && (known == 0 || startLine < known))
    known = startLine;
  return id;
}

Id ModelBuilder::frame(const Frame &frame) {
  uint64_t hash = mix(mix(0, frame.function), frame.caller);
  hash = mix(mix(hash, uint64_t(frame.line) << 32 | frame.column),
             frame.discriminator);
  return frames.findOrInsert(
      hash,
      [&](Id id) {
        const Frame &known = model.frames[id];
        return known.function == frame.function &&
               known.caller == frame.caller && known.line == frame.line &&
               known.column == frame.column &&
               known.discriminator == frame.discriminator;
      },
      [&] { return append(model.frames, frame); });
}

Id ModelBuilder::site(Site site) {
  if (site.frame == None && site.kind != SiteKind::Label)
    site.frame =
        frame({function(string(OutsideName), site.module, 0), 0, 0, 0, None});
  site.hop = site.kind == SiteKind::Call && site.callee != None
                 ? frame({site.callee, 0, 0, 0, site.frame})
                 : None;
  uint64_t hash = mix(mix(uint64_t(site.kind), site.frame), site.callee);
  hash = mix(mix(mix(hash, site.flags), site.type), site.module);
  return sites.findOrInsert(
      hash,
      [&](Id id) {
        const Site &known = model.sites[id];
        return known.kind == site.kind && known.frame == site.frame &&
               known.callee == site.callee && known.flags == site.flags &&
               known.type == site.type && known.module == site.module;
      },
      [&] { return append(model.sites, site); });
}

void ModelBuilder::beginBelowLabel(std::string_view text) {
  top = Model::Root;
  if (!text.empty())
    top = node(Model::Root,
               site({SiteKind::Label, 0, None, None, None, string(text), None}),
               false);
}

/// Allocations that name no site at all are outside instrumented code too.
Id ModelBuilder::unnamedOutside(Id parent) {
  return node(parent,
              site({SiteKind::Outside, 0, None, None, None, None, None}),
              false);
}

Id ModelBuilder::node(Id parent, Id site, bool folded) {
  if (parent == Model::Root)
    parent = top;
  Id id = nodes.findOrInsert(
      nodeHash(parent, site),
      [&](Id id) {
        const Node &known = model.nodes[id];
        return known.parent == parent && known.site == site;
      },
      [&] {
        model.own.emplace_back();
        return append(model.nodes, Node{parent, site, None, false});
      });
  model.nodes[id].folded |= folded;
  return id;
}

void ModelBuilder::reserve(size_t frameCount, size_t siteCount,
                           size_t nodeCount) {
  // Of many files most contexts are known; room for all of each would be in
  // vain.
  if (kept == Strings::Copied)
    return;
  auto reserveBoth = [](IdTable &table, auto &entries, size_t count) {
    table.reserve(entries.size() + count);
    entries.reserve(entries.size() + count);
  };
  reserveBoth(frames, model.frames, frameCount);
  reserveBoth(sites, model.sites, siteCount);
  reserveBoth(nodes, model.nodes, nodeCount);
  model.own.reserve(model.own.size() + nodeCount);
}

void ModelBuilder::addRun(Run run, const Counts &lost) {
  model.lost += lost;
  model.tracking &= run.tracking;
  model.runs.push_back(std::move(run));
}

std::vector<Id> ModelBuilder::sitesOf(const Model &part) {
  std::vector<Id> stringIds, functionIds, frameIds, siteIds;
  for (std::string_view text : part.strings)
    stringIds.push_back(string(text));
  for (const Function &each : part.functions)
    functionIds.push_back(each.name == None
                              ? None
                              : function(stringIds[each.name],
                                         stringIds[each.file], each.startLine));
  for (const Frame &each : part.frames)
    frameIds.push_back(
        each.function == None
            ? None
            : frame({functionIds[each.function], each.line, each.column,
                     each.discriminator, frameIds[each.caller]}));
  siteIds.push_back(None);
  for (Id id = 1; id < part.sites.size(); ++id) {
    const Site &each = part.sites[id];
    siteIds.push_back(site({each.kind, each.flags, frameIds[each.frame],
                            functionIds[each.callee], None,
                            stringIds[each.type], stringIds[each.module]}));
  }
  return siteIds;
}

void ModelBuilder::addSites(const Model &part) {
  std::vector<Id> siteIds = sitesOf(part);
  for (Id id = Model::Root + 1; id < part.nodes.size(); ++id)
    count(node(Model::Root, siteIds[part.nodes[id].site], false), part.own[id]);
}

void ModelBuilder::addContexts(
    const Model &part, const std::function<Counts(const Counts &)> &scale) {
  reserve(part.frames.size(), part.sites.size(), part.nodes.size());
  std::vector<Id> siteIds = sitesOf(part), nodeIds = {None, Model::Root};
  for (Id id = Model::Root + 1; id < part.nodes.size(); ++id) {
    const Node &each = part.nodes[id];
    nodeIds.push_back(
        node(nodeIds[each.parent], siteIds[each.site], each.folded));
    if (part.own[id].any())
      count(nodeIds[id], scale(part.own[id]));
  }
}

void ModelBuilder::warnIfUninstrumented() {
  if (!model.totals.any() || model.runs.empty() ||
      std::any_of(model.nodes.begin() + Model::Root + 1, model.nodes.end(),
                  [&](const Node &node) {
                    SiteKind kind = model.sites[node.site].kind;
                    return kind != SiteKind::Outside && kind != SiteKind::Label;
                  }))
    return;
  const Run &run = model.runs.front();
  warn(fmt::format("{}: no allocation of {} was made in instrumented code; "
                   "compile its sources with allocsites-clang++, or with -g "
                   "-fpass-plugin=AllocSites.so",
                   run.path, run.exe.empty() ? "the program" : run.exe));
}

/// Depth first, so that what belongs together is met together.
void ModelBuilder::sortNodes() {
  size_t count = model.nodes.size();
  std::vector<Id> sizes(count, 1); // of subtrees
  for (Id id = Id(count) - 1; id > Model::Root; --id)
    sizes[model.nodes[id].parent] += sizes[id];
  std::vector<Id> place(count), next(count); // next: that of the next child
  place[Model::Root] = Model::Root;
  next[Model::Root] = Model::Root + 1;
  std::vector<Node> sorted(count);
  std::vector<Counts> own(count);
  sorted[Model::Root].end = Id(count);
  for (Id id = Model::Root + 1; id < count; ++id) {
    const Node &node = model.nodes[id];
    Id at = place[id] = next[node.parent];
    next[node.parent] += sizes[id];
    next[id] = at + 1;
    sorted[at] = {place[node.parent], node.site, at + sizes[id], node.folded};
    own[at] = model.own[id];
  }
  model.nodes.swap(sorted);
  model.own.swap(own);
  model.distributions.renumber(place);
}

Model ModelBuilder::take() {
  top = Model::Root;
  if (model.own[Model::Root].any()) {
    Id outside = unnamedOutside(Model::Root);
    model.own[outside] += model.own[Model::Root];
    model.own[Model::Root] = {};
  }
  strings = frames = sites = nodes = IdTable(); // Room for what follows.
  sortNodes();
  model.totals = model.lost;
  for (const Counts &counts : model.own)
    model.totals += counts;
  warnIfUninstrumented();
  return std::move(model);
}

} // namespace allocsites
