// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is referred to comes first, as in a file that the runtime writes.
#include "profile/Writer.h"

#include "profile/ChunkWriter.h"

#include <algorithm>
#include <numeric>

namespace allocsites {

namespace {

using format::ChunkType;
using format::Ref;

constexpr uint32_t Tree = 1;
/// Any, as long as leaves and header agree: all have their peak kept.
constexpr uint32_t PeakEpoch = 1;

class Writer {
public:
  Writer(ChunkWriter &out, const Model &model)
      : out(out), model(model), strings(model.strings.size()),
        frames(model.frames.size()), sites(model.sites.size()),
        nodes(model.nodes.size()), leaves(model.nodes.size()) {}

  void writeStrings();
  void writeFrames();
  void writeSites();
  void writeNodes();
  void writeDetails();
  void writeLeaves();
  void writeMeta(const Run &run);
  void writeTimeline(const Timeline &timeline);
  format::FileHeader header(const Run &run) const;

  bool anyTooLarge() const {
    return std::any_of(model.own.begin(), model.own.end(), [](const Counts &c) {
      return std::any_of(c.values.begin(), c.values.end(), [](int64_t value) {
        return value < 0 || value > MostCounted;
      });
    });
  }

private:
  template <class Entry> static void seal(Entry &entry) {
    entry.check = format::fnv1a(&entry, offsetof(Entry, check));
  }
  bool has(Tracking tracking) const { return model.tracking & tracking; }

  ChunkWriter &out;
  const Model &model;
  std::vector<Ref> strings, frames, sites, nodes; ///< by the model's Id
  struct Details {
    Ref sizes[3] = {};
    Ref reallocs = 0;
  };
  std::vector<uint32_t> leaves; ///< by node: into details; 0: no details
  std::vector<Details> details{{}};
  bool anySizes = false;
};

void Writer::writeStrings() {
  out.begin(ChunkType::Strings);
  for (Id id = 1; id < strings.size(); ++id)
    strings[id] = out.appendString(model.strings[id]);
}

void Writer::writeFrames() {
  // The builder's own, such as those of uninstrumented callees, are made again.
  std::vector<uint8_t> used(frames.size());
  for (const Site &site : model.sites)
    if (site.kind != SiteKind::Outside && site.kind != SiteKind::Label)
      for (Id frame = site.frame; frame != None && !used[frame];
           frame = model.frames[frame].caller)
        used[frame] = 1;
  out.begin(ChunkType::Frames);
  for (Id id = 1; id < frames.size(); ++id) {
    if (!used[id])
      continue;
    const Frame &frame = model.frames[id];
    const Function &function = model.functions[frame.function];
    format::FrameEntry entry{strings[function.name],
                             strings[function.file],
                             frame.line,
                             frame.column,
                             frame.discriminator,
                             function.startLine,
                             frames[frame.caller],
                             0};
    seal(entry);
    frames[id] = out.append(entry);
  }
}

void Writer::writeSites() {
  out.begin(ChunkType::Sites);
  for (Id id = 1; id < sites.size(); ++id) {
    const Site &site = model.sites[id];
    format::SiteEntry entry{};
    entry.kind = format::SiteKind(site.kind);
    if (site.kind == SiteKind::Label) {
      entry.callee = strings[site.type];
    } else {
      entry.frame = site.kind == SiteKind::Outside ? 0 : frames[site.frame];
      entry.callee = strings[model.functions[site.callee].name];
      entry.type = strings[site.type];
      entry.module = strings[site.module];
      entry.flags = site.flags;
    }
    seal(entry);
    sites[id] = out.append(entry);
  }
}

void Writer::writeNodes() {
  out.begin(ChunkType::Nodes, Tree);
  nodes[Model::Root] = out.append(format::NodeEntry{});
  for (Id id = Model::Root + 1; id < nodes.size(); ++id) {
    const Node &node = model.nodes[id];
    nodes[id] = out.append(
        format::NodeEntry{nodes[node.parent], sites[node.site],
                          node.folded ? uint32_t(format::Folded) : 0, 0});
  }
}

void Writer::writeDetails() {
  out.begin(ChunkType::Details, Tree);
  for (Id id = Model::Root; id < nodes.size(); ++id) {
    if (!model.own[id].any())
      continue;
    Details entry;
    const Distribution all = model.distributions.of(id);
    anySizes |= all.hasSizes();
    // A single size needs no buckets, if it is that of all.
    bool uniform = all.minSize == all.maxSize &&
                   all.sizes[format::sizeBucket(all.minSize)] ==
                       uint64_t(model.own[id][Lens::AllocObjects]);
    for (size_t line = 0; line < 3 && !uniform; ++line) {
      auto begin = all.sizes.begin() + line * 8;
      std::array<uint64_t, 8> buckets;
      std::copy_n(begin, buckets.size(), buckets.begin());
      if (std::any_of(buckets.begin(), buckets.end(),
                      [](uint64_t objects) { return objects != 0; }))
        entry.sizes[line] = out.append(buckets);
    }
    if (all.reallocs != 0)
      entry.reallocs = out.append(format::ReallocEntry{
          all.reallocs, all.growths, all.moves, all.copiedSpace, {}});
    leaves[id] = uint32_t(details.size());
    details.push_back(entry);
  }
}

void Writer::writeLeaves() {
  out.begin(ChunkType::Leaves, Tree);
  for (Id id = Model::Root; id < nodes.size(); ++id) {
    if (!model.own[id].any())
      continue;
    const Counts &own = model.own[id];
    const Details &detail = details[leaves[id]];
    const Distribution all = model.distributions.of(id);
    format::LeafEntry entry{};
    entry.parent = nodes[id];
    entry.tree = Tree;
    entry.allocObjects = uint64_t(own[Lens::AllocObjects]);
    entry.allocSpace = uint64_t(own[Lens::AllocSpace]);
    if (has(LiveTracking)) {
      entry.freeObjects =
          entry.allocObjects - uint64_t(own[Lens::InuseObjects]);
      entry.freeSpace = entry.allocSpace - uint64_t(own[Lens::InuseSpace]);
    }
    entry.peakEpoch = PeakEpoch;
    entry.peakObjects = uint64_t(own[Lens::PeakObjects]);
    entry.peakSpace = uint64_t(own[Lens::PeakSpace]);
    if (has(LifetimeTracking)) {
      std::copy(all.lifetimes.begin(), all.lifetimes.end(), entry.lifetimes);
      entry.lifetimes[0] = uint64_t(own[Lens::TempObjects]);
    }
    bool sized = all.hasSizes();
    entry.minSize = sized ? all.minSize : 1; // above maxSize: unknown
    entry.maxSize = sized ? all.maxSize : 0;
    entry.size = ~uint32_t(0); // minSize is
    std::copy(std::begin(detail.sizes), std::end(detail.sizes), entry.sizes);
    entry.reallocs = detail.reallocs;
    out.append(entry);
  }
}

void Writer::writeMeta(const Run &run) {
  std::vector<std::pair<std::string, std::string>> facts = {
      {"exe", run.exe},
      {"command", run.command},
      {"directory", run.directory},
      {"options", run.options},
      {"host", run.host},
      {"runtime_version", run.runtimeVersion},
      {"run_id", run.runId}};
  if (run.parentPid != 0)
    facts.push_back({"parent_pid", std::to_string(run.parentPid)});
  if (run.merged != 0)
    facts.push_back({"merged", std::to_string(run.merged)});
  std::vector<format::MetaEntry> entries;
  out.begin(ChunkType::Strings);
  for (const auto &[key, value] : facts)
    if (!value.empty()) {
      Ref name = out.appendString(key);
      entries.push_back({name, out.appendString(value)});
    }
  out.begin(ChunkType::Meta);
  for (const format::MetaEntry &entry : entries)
    out.append(entry);
}

void Writer::writeTimeline(const Timeline &timeline) {
  out.begin(ChunkType::Timeline);
  for (const Moment &moment : timeline.moments)
    out.append(format::TimelineEntry{moment.timeNs, moment.allocObjects,
                                     moment.allocSpace, moment.freeObjects,
                                     moment.freeSpace});
}

format::FileHeader Writer::header(const Run &run) const {
  format::FileHeader header{};
  auto set = [&](bool holds, uint64_t flag) {
    if (holds)
      header.flags |= flag;
  };
  set(has(LiveTracking), format::LiveTracking);
  set(has(PeakTracking), format::PeakTracking);
  set(has(LifetimeTracking), format::LifetimeTracking);
  set(anySizes, format::SizeTracking);
  set(run.fullRecursion, format::FullRecursion);
  set(run.forkedChild, format::ForkedChild);
  set(run.sizeLimit, format::SizeLimit);
  set(run.unseenFrees, format::UnseenFrees);
  set(run.loadedLate, format::LoadedLate);
  header.pid = run.pid;
  header.startTimeNs = run.startTimeNs;
  header.lostObjects = uint64_t(model.lost[Lens::AllocObjects]);
  header.lostSpace = uint64_t(model.lost[Lens::AllocSpace]);
  header.peakSpace = run.timeline.peakSpace;
  header.peakTimeNs = run.timeline.peakTimeNs;
  header.peakEpoch = PeakEpoch;
  return header;
}

} // namespace

Result<void> writeProfile(const std::string &path, const Model &model) {
  Result<ChunkWriter> out = ChunkWriter::create(path);
  if (!out)
    return out.error();
  Writer writer(*out, model);
  if (writer.anyTooLarge())
    return Error{path + ": a context has more than 2^54 allocations or bytes; "
                        "one of the profiles is damaged"};
  const Run &run = model.runs.front();
  writer.writeStrings();
  writer.writeFrames();
  writer.writeSites();
  writer.writeNodes();
  writer.writeDetails();
  writer.writeLeaves();
  writer.writeMeta(run);
  writer.writeTimeline(run.timeline);
  return out->finish(writer.header(run));
}

} // namespace allocsites
