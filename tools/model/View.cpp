// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/View.h"

#include <algorithm>

namespace allocsites {

namespace {
/// A limit that cuts off everything.
constexpr Id NothingYet = ~Id(0);
/// Beyond that the frames of sites are not collected but looked up each time: a
/// file made to harm can let many sites share very long chains.
constexpr size_t MostSiteFrames = size_t(1) << 26;
} // namespace

bool matches(const Regex &regex, const Model &model, Names &names,
             Id function) {
  return regex.matches(names.of(function)) ||
         regex.matches(model.fileOf(function)) ||
         (regex.pattern().find("_Z") != std::string::npos &&
          regex.matches(model.nameOf(function)));
}

View::View(const Model &model, Names &names, const LibraryRules &rules,
           const ViewOptions &options)
    : theModel(model), theNames(names), fold(options.fold) {
  classify(rules, options.filters);
  linkFrames();
  collectSiteFrames();
  chargeNodes(options.filters);
  theKinds = std::make_unique<Kinds>(
      theModel, theNames, *options.kindRules,
      [this](Id function) { return isLibrary(function); });
  applyTags(options);
}

void View::classify(const LibraryRules &rules, const FrameFilters &filters) {
  traits.assign(theModel.functions.size(), 0);
  auto hits = [&](const std::optional<Regex> &regex, Id function) {
    return regex && matches(*regex, theModel, theNames, function);
  };
  enum : uint8_t { NotLooked, No, Yes };
  std::vector<uint8_t> libraryFiles(
      rules.goesByFile() ? theModel.strings.size() : 0, NotLooked);
  auto isLibrary = [&](Id function) {
    Id file = theModel.functions[function].file;
    if (file == None || libraryFiles.empty())
      return rules.isLibrary(theModel, theNames, function);
    if (libraryFiles[file] == NotLooked)
      libraryFiles[file] =
          rules.isLibrary(theModel, theNames, function) ? Yes : No;
    return libraryFiles[file] == Yes;
  };
  for (Id function = 1; function < traits.size(); ++function) {
    uint8_t &trait = traits[function];
    if (isLibrary(function))
      trait |= Library;
    if (!hits(filters.hide, function) &&
        (!filters.show || hits(filters.show, function)))
      trait |= Visible;
    if (hits(filters.focus, function))
      trait |= Focus;
    if (hits(filters.ignore, function))
      trait |= Ignore;
    if (hits(filters.showFrom, function))
      trait |= ShowFrom;
  }
}

bool View::shows(Id frame) const {
  uint8_t trait = traits[theModel.frames[frame].function];
  return (trait & Visible) && !(fold && (trait & Library));
}

void View::linkFrames() {
  size_t count = theModel.frames.size();
  nextShown.assign(count, None);
  outermost.assign(count, None);
  outermostVis.assign(count, None);
  lastShowFrom.assign(count, None);
  chain.assign(count, 0);
  for (Id id = 1; id < count; ++id) {
    const Frame &frame = theModel.frames[id];
    uint8_t trait = traits[frame.function];
    Id caller = frame.caller;
    auto inherit = [&](std::vector<Id> &table, bool applies) {
      table[id] = table[caller] != None ? table[caller] : applies ? id : None;
    };
    nextShown[id] = shows(id) ? id : nextShown[caller];
    inherit(outermost, true);
    inherit(outermostVis, trait & Visible);
    inherit(lastShowFrom, trait & ShowFrom);
    chain[id] = trait | chain[caller];
  }
}

/// From \p frame outwards, the first that shows.
Id View::firstFrom(Id frame, Id limit) const {
  Id shown = nextShown[frame];
  return shown >= limit ? shown : None;
}

Id View::outermostVisible(Id frame, Id limit) const {
  if (limit == None)
    return outermostVis[frame];
  Id result = None;
  for (; frame >= limit && frame != None; frame = theModel.frames[frame].caller)
    if (traits[theModel.frames[frame].function] & Visible)
      result = frame;
  return result;
}

/// The parent's callee, if it stands between parent and \p node: code that the
/// plugin has not seen called back.
Id View::hopAbove(Id node) const {
  const Node &entry = theModel.nodes[node];
  Id hop = theModel.sites[theModel.nodes[entry.parent].site].hop;
  if (hop == None || !shows(hop))
    return None;
  Id callee = theModel.frames[hop].function;
  Id entered =
      theModel.frames[outermost[theModel.sites[entry.site].frame]].function;
  return theModel.functions[callee].name == theModel.functions[entered].name
             ? None
             : hop;
}

std::span<const Id> View::framesOf(Id node, std::vector<Id> &scratch) const {
  const Node &entry = theModel.nodes[node];
  if (framesGoBySite())
    return framesOfSite(entry.site);
  scratch.clear();
  if (!fold && node != Model::Root &&
      (limits.empty() || limits[entry.parent] != NothingYet))
    if (Id hop = hopAbove(node); hop != None)
      scratch.push_back(hop);
  size_t begin = scratch.size();
  if (siteBegin.empty()) {
    appendSiteFrames(entry.site, scratch);
  } else {
    std::span<const Id> all = framesOfSite(entry.site);
    scratch.insert(scratch.end(), all.begin(), all.end());
  }
  if (!limits.empty())
    scratch.erase(
        std::remove_if(scratch.begin() + begin, scratch.end(),
                       [&](Id frame) { return frame < limits[node]; }),
        scratch.end());
  return scratch;
}

void View::appendSiteFrames(Id site, std::vector<Id> &frames) const {
  size_t begin = frames.size();
  for (Id frame = nextShown[theModel.sites[site].frame]; frame != None;
       frame = nextShown[theModel.frames[frame].caller])
    frames.push_back(frame);
  std::reverse(frames.begin() + begin, frames.end());
}

void View::collectSiteFrames() {
  siteBegin.reserve(theModel.sites.size() + 1);
  siteBegin.assign(1, 0);
  for (Id site = 0; site < theModel.sites.size(); ++site) {
    appendSiteFrames(site, siteFrames);
    siteBegin.push_back(uint32_t(siteFrames.size()));
    if (siteFrames.size() > MostSiteFrames) {
      siteBegin.clear();
      siteFrames = {};
      return;
    }
  }
}

void View::chargeNodes(const FrameFilters &filters) {
  // What a site adds to a path that nothing is cut off from.
  struct Step {
    Id shown, outermost;
    Id hop; ///< None: does not show
    uint8_t traits;
  };
  std::vector<Step> steps;
  steps.reserve(theModel.sites.size());
  for (const Site &site : theModel.sites) {
    bool hops = !fold && site.hop != None && shows(site.hop);
    uint8_t traitsToo = site.callee != None ? traits[site.callee] : 0;
    steps.push_back({nextShown[site.frame], outermostVis[site.frame],
                     hops ? site.hop : None,
                     uint8_t(chain[site.frame] | traitsToo)});
  }

  size_t count = theModel.nodes.size();
  isKept.assign(count, 0);
  isApart.assign(count, 0);
  chargedFrames.assign(count, None);
  if (filters.showFrom)
    limits.assign(count, NothingYet);
  std::vector<uint8_t> path(count, 0); // traits on the way, callees included
  std::vector<Id> innermost(count, None), fallback(count, None);

  for (Id id = Model::Root + 1; id < count; ++id) {
    const Node &node = theModel.nodes[id];
    Step step = steps[node.site];
    if (filters.showFrom) {
      Id frame = theModel.sites[node.site].frame;
      bool open = limits[node.parent] != NothingYet;
      Id match = lastShowFrom[frame];
      Id limit = open ? None : match != None ? match : NothingYet;
      limits[id] = limit;
      step.shown = firstFrom(frame, limit);
      step.outermost = outermostVisible(frame, limit);
      if (limit == NothingYet)
        step.hop = None;
    }
    path[id] = path[node.parent] | step.traits;
    innermost[id] = step.shown != None ? step.shown : innermost[node.parent];
    fallback[id] =
        fallback[node.parent] != None ? fallback[node.parent] : step.outermost;
    Id charged = innermost[id];
    if (step.hop != None) {
      charged = step.hop;
      isApart[id] = true;
    } else if (charged == None) {
      charged = fallback[id];
      isApart[id] = true;
    }
    chargedFrames[id] = charged;
    isKept[id] = charged != None && (!filters.focus || (path[id] & Focus)) &&
                 !(path[id] & Ignore);
  }
}

/// By node: whether a tag of its context hits.
std::vector<uint8_t> View::tagged(const TagFilter &filter) const {
  auto hits = [&](std::string_view key, std::string_view value) {
    return (filter.key.empty() || filter.key == key) &&
           filter.value.matches(value);
  };
  std::vector<uint8_t> culprits(theKinds->size());
  for (CulpritId id = 0; id < culprits.size(); ++id)
    culprits[id] = hits("kind", theKinds->kindName(id)) ||
                   hits("type", theKinds->culprit(id).type);
  std::vector<uint8_t> labelled(theModel.nodes.size()), result(labelled);
  for (Id id = Model::Root + 1; id < result.size(); ++id) {
    const Node &node = theModel.nodes[id];
    const Site &site = theModel.sites[node.site];
    labelled[id] = labelled[node.parent];
    if (site.kind == SiteKind::Label) {
      Label label = theModel.label(site);
      labelled[id] |= hits(label.key, label.value);
    }
    result[id] = labelled[id] || culprits[theKinds->of(id)];
  }
  return result;
}

void View::applyTags(const ViewOptions &options) {
  for (bool focus : {true, false})
    for (const TagFilter &filter :
         focus ? options.tagFocus : options.tagIgnore) {
      std::vector<uint8_t> hit = tagged(filter);
      for (Id id = Model::Root + 1; id < isKept.size(); ++id)
        isKept[id] &= (hit[id] != 0) == focus;
    }
}

size_t View::keptContexts() const {
  size_t count = 0;
  for (Id id = Model::Root + 1; id < isKept.size(); ++id)
    count += isKept[id] && theModel.own[id].any();
  return count;
}

} // namespace allocsites
