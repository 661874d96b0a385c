// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "report/ReportBuilder.h"

#include "model/Walk.h"
#include "report/Tags.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace allocsites::report {

namespace {

/// Keys of labels that get a column; a program might make any number.
constexpr size_t MostLabels = 8;

} // namespace

ReportBuilder::ReportBuilder() {
  string("");
  data.functions.push_back({});
  data.rows.push_back({});
  parents.push_back(0);
  nodeRows.push_back(0);
  data.vias.push_back({});
  data.samples.push_back({}); // None; taken out in the end.
  for (const TagInfo &tag : tagTable())
    data.tags.push_back({tag.name, tag.title, false, {0}});
}

std::optional<uint32_t> ReportBuilder::labelColumn(std::string_view key) {
  for (size_t i = tagTable().size(); i < data.tags.size(); ++i)
    if (data.tags[i].name == key)
      return uint32_t(i);
  if (data.tags.size() == tagTable().size() + MostLabels)
    return std::nullopt;
  data.tags.push_back({std::string(key), std::string(key), true,
                       std::vector<uint32_t>(data.samples.size(), 0)});
  return uint32_t(data.tags.size() - 1);
}

uint32_t ReportBuilder::string(std::string_view text) {
  if (auto known = strings.find(text); known != strings.end())
    return known->second;
  uint32_t id = uint32_t(data.strings.size());
  strings.emplace(data.strings.emplace_back(text), id);
  return id;
}

uint32_t ReportBuilder::function(const View &view, Id id) {
  const Model &model = view.model();
  const allocsites::Function &source = model.functions[id];
  std::string_view symbol = model.string(source.name);
  uint32_t name = string(view.names().of(id)), linkage = string(symbol);
  uint32_t file = string(model.string(source.file));
  return functions.findOrInsert(
      mix(mix(0, linkage), file),
      [&](uint32_t known) {
        return data.functions[known].linkage == linkage &&
               data.functions[known].file == file;
      },
      [&] {
        data.functions.push_back(
            {name, linkage, file, source.startLine, view.isLibrary(id)});
        return uint32_t(data.functions.size() - 1);
      });
}

uint32_t ReportBuilder::row(uint32_t function, uint32_t line) {
  return rows.findOrInsert(
      mix(mix(0, function), line),
      [&](uint32_t known) {
        return data.rows[known].function == function &&
               data.rows[known].line == line;
      },
      [&] {
        data.rows.push_back({function, line});
        return uint32_t(data.rows.size() - 1);
      });
}

uint32_t ReportBuilder::node(uint32_t parent, uint32_t row) {
  return nodes.findOrInsert(
      mix(mix(0, parent), row),
      [&](uint32_t known) {
        return parents[known] == parent && nodeRows[known] == row;
      },
      [&] {
        parents.push_back(parent);
        nodeRows.push_back(row);
        return uint32_t(parents.size() - 1);
      });
}

uint32_t ReportBuilder::via(uint32_t parent, uint32_t function) {
  return vias.findOrInsert(
      mix(mix(0, parent), function),
      [&](uint32_t known) {
        return data.vias[known].parent == parent &&
               data.vias[known].function == function;
      },
      [&] {
        data.vias.push_back({parent, function});
        return uint32_t(data.vias.size() - 1);
      });
}

uint32_t ReportBuilder::sample(Sample sample,
                               const std::vector<uint32_t> &tags) {
  uint64_t hash = mix(mix(0, sample.node), sample.via);
  for (uint32_t tag : tags)
    hash = mix(hash, tag);
  return samples.findOrInsert(
      hash,
      [&](uint32_t known) {
        const Sample &other = data.samples[known];
        if (other.node != sample.node || other.via != sample.via)
          return false;
        for (size_t i = 0; i < tags.size(); ++i)
          if (data.tags[i].values[known] != tags[i])
            return false;
        return true;
      },
      [&] {
        data.samples.push_back(sample);
        for (size_t i = 0; i < tags.size(); ++i)
          data.tags[i].values.push_back(tags[i]);
        return uint32_t(data.samples.size() - 1);
      });
}

/// Walks one side's contexts.
class ReportBuilder::SideWalker {
public:
  SideWalker(ReportBuilder &builder, const View &view, Side &side)
      : builder(builder), view(view), side(side),
        functionOf(view.model().functions.size(), 0),
        rowOfFrame(view.model().frames.size(), 0),
        tags(builder.data.tags.size()) {}

  void enter(Id node, std::span<const Id> frames) {
    Place at = path.empty() ? Place{} : path.back();
    for (Id frame : frames)
      at.node = builder.node(at.node, row(frame));
    const Site &site = view.model().sites[view.model().nodes[node].site];
    at.via = libraryBelow(frames.empty() ? at.via : 0, site.frame,
                          frames.empty() ? None : frames.back());
    at.column = 0;
    if (site.kind == SiteKind::Label)
      setLabel(at, view.model().label(site));
    path.push_back(at);
    Counts own = view.own(node);
    if (own.any())
      count(node, site, at, own);
  }

  void leave(Id) {
    if (const Place &left = path.back(); left.column != 0)
      tags[left.column] = left.before;
    path.pop_back();
  }

private:
  struct Place {
    uint32_t node = 0, via = 0;
    /// The tag that a label sets below here, and its value above; 0: none.
    uint32_t column = 0, before = 0;
  };

  /// What the program says of all below \p at.
  void setLabel(Place &at, const Label &label) {
    std::optional<uint32_t> column = builder.labelColumn(label.key);
    if (!column)
      return;
    tags.resize(builder.data.tags.size());
    at.column = *column;
    at.before = std::exchange(tags[*column], builder.string(label.value));
  }

  void count(Id node, const Site &site, Place at, const Counts &own) {
    if (view.chargedApart(node))
      at.node = builder.node(at.node, row(view.charged(node)));
    if (site.callee != None)
      at.via = builder.via(at.via, function(site.callee));
    for (size_t i = 0; i < tagTable().size(); ++i)
      tags[i] = builder.string(tagTable()[i].of(view, node));
    uint32_t sample = builder.sample({at.node, at.via}, tags);
    if (side.samples.size() <= sample)
      side.samples.resize(sample + 1);
    side.samples[sample] += own;
    Distribution spread = view.model().distributions.of(node);
    side.sizes &= own[Lens::AllocObjects] == 0 || spread.hasSizes();
    builder.spreads.back().add(sample, spread);
  }

  /// \p via and then the frames from below \p shown down to \p frame.
  uint32_t libraryBelow(uint32_t via, Id frame, Id shown) {
    hidden.clear();
    for (; frame != shown && frame != None;
         frame = view.model().frames[frame].caller)
      hidden.push_back(view.model().frames[frame].function);
    for (; !hidden.empty(); hidden.pop_back())
      via = builder.via(via, function(hidden.back()));
    return via;
  }

  uint32_t function(Id id) {
    uint32_t &known = functionOf[id];
    if (known == 0)
      known = builder.function(view, id);
    return known;
  }

  uint32_t row(Id frame) {
    uint32_t &known = rowOfFrame[frame];
    if (known == 0) {
      const Frame &entry = view.model().frames[frame];
      known = builder.row(function(entry.function), entry.line);
    }
    return known;
  }

  ReportBuilder &builder;
  const View &view;
  Side &side;
  std::vector<uint32_t> functionOf, rowOfFrame;
  std::vector<uint32_t> tags; ///< of the sample at hand
  std::vector<Id> hidden;
  std::vector<Place> path; ///< by depth of the walk
};

void ReportBuilder::addSide(const View &view) {
  const Model &model = view.model();
  Side side;
  side.totals = model.totals;
  side.lost = model.lost;
  side.runs = model.runs;
  side.warnings = model.warnings;
  side.contexts = view.keptContexts();
  data.tracking &= model.tracking;
  spreads.emplace_back();
  SideWalker walker(*this, view, side);
  walk(view, inclusiveCounts(view), walker);
  data.sides.push_back(std::move(side));
}

void ReportBuilder::addAdvice(const View &view, std::vector<Finding> findings) {
  for (Finding &finding : findings) {
    auto rowOf = [&](Id source, uint32_t line) {
      return row(function(view, source), line);
    };
    Advice advice{{}, rowOf(finding.function, finding.line), {}, {}};
    for (uint32_t line : finding.otherLines)
      advice.otherRows.push_back(rowOf(finding.function, line));
    for (const FindingCaller &caller : finding.callers)
      advice.callerRows.push_back(rowOf(caller.function, caller.line));
    advice.finding = std::move(finding);
    data.advice.push_back(std::move(advice));
  }
}

void ReportBuilder::addDetails(const std::vector<uint32_t> &order) {
  for (size_t side = 0; side < data.sides.size(); ++side) {
    std::vector<Detail> &details = data.sides[side].details;
    for (uint32_t i = 0; i < order.size(); ++i) {
      Distribution spread = spreads[side].of(order[i]);
      uint32_t field = 0;
      auto add = [&](uint64_t value) {
        if (value != 0)
          details.push_back({i, field, value});
        ++field;
      };
      bool uniform = std::ranges::count(spread.sizes, 0) >=
                     ptrdiff_t(spread.sizes.size() - 1);
      for (uint64_t objects : spread.sizes)
        add(uniform ? 0 : objects);
      std::ranges::for_each(spread.lifetimes, add);
      for (uint64_t value :
           {spread.reallocs, spread.growths, spread.moves, spread.copiedSpace})
        add(value);
    }
  }
}

ReportData ReportBuilder::take() {
  // Children by parent, in the order of their numbers.
  size_t count = parents.size();
  std::vector<uint32_t> firstChild(count, 0), nextSibling(count, 0);
  for (uint32_t id = uint32_t(count) - 1; id > 0; --id) {
    nextSibling[id] = firstChild[parents[id]];
    firstChild[parents[id]] = id;
  }
  std::vector<uint32_t> placeOf(count, 0);
  data.nodes.reserve(count);
  data.nodes.push_back({0, 0});
  for (uint32_t at = 0, depth = 0;;) {
    if (firstChild[at] != 0) {
      at = firstChild[at];
      ++depth;
    } else {
      while (at != 0 && nextSibling[at] == 0) {
        at = parents[at];
        --depth;
      }
      if (at == 0)
        break;
      at = nextSibling[at];
    }
    placeOf[at] = uint32_t(data.nodes.size());
    data.nodes.push_back({depth, nodeRows[at]});
  }

  size_t samples = data.samples.size();
  std::vector<uint32_t> order(samples - 1);
  for (uint32_t i = 0; i < order.size(); ++i)
    order[i] = i + 1;
  for (Sample &sample : data.samples)
    sample.node = placeOf[sample.node];
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return std::tuple(data.samples[a].node, a) <
           std::tuple(data.samples[b].node, b);
  });
  addDetails(order);
  auto arrange = [&](auto &column) {
    column.resize(samples);
    std::remove_reference_t<decltype(column)> arranged;
    arranged.reserve(order.size());
    for (uint32_t from : order)
      arranged.push_back(column[from]);
    column = std::move(arranged);
  };
  arrange(data.samples);
  for (TagColumn &tag : data.tags)
    arrange(tag.values);
  for (Side &side : data.sides)
    arrange(side.samples);
  return std::move(data);
}

} // namespace allocsites::report
