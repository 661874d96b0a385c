// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "profile/Reader.h"

#include "profile/Damage.h"
#include "profile/ProfileFile.h"
#include "profile/RefTable.h"
#include "profile/TimelineReader.h"
#include "support/Units.h"

#include <charconv>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <unordered_set>

namespace allocsites {

namespace {

using format::ChunkType;
using format::Ref;

/// Far above what inlining does; keeps every walk of a chain short.
constexpr unsigned DeepestChain = 2000;

/// One file on its way into a builder.
class Loader {
public:
  Loader(ProfileFile &profile, ModelBuilder &builder, Contents wanted)
      : profile(profile), builder(builder), wanted(wanted),
        strings(profile.scan(), ChunkType::Strings, format::RefUnit),
        frames(profile.scan(), ChunkType::Frames, sizeof(format::FrameEntry)),
        sites(profile.scan(), ChunkType::Sites, sizeof(format::SiteEntry)),
        nodes(profile.scan(), ChunkType::Nodes, sizeof(format::NodeEntry)),
        details(wanted == Contents::All ? profile.scan() : ChunkScan(),
                ChunkType::Details, format::DetailSize) {
    builder.reserve(frames.capacity(), sites.capacity(), nodes.capacity());
  }

  Result<void> loadStrings();
  void loadFrames();
  void loadSites();
  void loadNodes();
  Result<void> loadLeaves();
  void loadMeta(Run &run);
  /// No valid context with an allocation was found.
  bool isEmpty() const { return !anyAllocation; }
  /// What all contexts had in use at the peak.
  uint64_t peakSpace() const { return atPeak; }
  const Damage &damaged() const { return damage; }

private:
  template <class Entry> static bool isIntact(const Entry &entry) {
    return entry.check == format::fnv1a(&entry, offsetof(Entry, check));
  }
  void loadStringsOf(const Chunk &chunk, const std::byte *bytes);
  void loadLeaf(const format::LeafEntry &entry, const Chunk &chunk);
  Id textId(Ref ref) const { return ref == 0 ? None : strings.find(ref); }
  std::string text(Ref ref) const {
    return std::string(builder.soFar().string(textId(ref)));
  }
  template <class Entry> std::optional<Entry> detailAt(Ref ref) const;
  Counts countsOf(const format::LeafEntry &entry);
  Distribution distributionOf(const format::LeafEntry &entry);
  void readSizes(const format::LeafEntry &entry, Distribution &result) const;
  Id nodeOf(uint64_t offset, const format::NodeEntry &entry,
            const Chunk &chunk);
  Id contextOf(const format::LeafEntry &entry, const Chunk &chunk) const;

  ProfileFile &profile;
  ModelBuilder &builder;
  Contents wanted;
  RefTable strings, frames, sites, nodes, details;
  FileBytes detailBytes;               ///< of all details, by their numbers
  std::unordered_set<uint32_t> rooted; ///< trees whose root is known
  bool anyAllocation = false;
  uint64_t atPeak = 0;
  std::vector<uint16_t> depths; ///< of the chains, by the model's frames
  Damage damage;
};

Result<void> Loader::loadStrings() {
  auto bytes = profile.readWhole(ChunkType::Strings, 1);
  if (!bytes)
    return bytes.error();
  const std::byte *next = bytes->data();
  for (const Chunk &chunk : profile.scan().chunks)
    if (chunk.type == ChunkType::Strings) {
      loadStringsOf(chunk, next);
      next += chunk.end - chunk.begin;
    }
  builder.own(std::move(*bytes));
  return {};
}

void Loader::loadStringsOf(const Chunk &chunk, const std::byte *bytes) {
  uint64_t size = chunk.end - chunk.begin;
  format::StringEntry entry;
  for (uint64_t at = 0; size - at >= sizeof(entry);) {
    std::memcpy(&entry, bytes + at, sizeof(entry));
    uint64_t room = size - at - sizeof(entry);
    uint64_t taken = (uint64_t(entry.length) + 8) & ~uint64_t(7);
    if (taken > room) {
      damage.stringBytes += room + sizeof(entry);
      break;
    }
    std::string_view text(reinterpret_cast<const char *>(bytes) + at +
                              sizeof(entry),
                          entry.length);
    if (format::fnv1a(text.data(), text.size()) == entry.hash)
      strings.set(chunk.begin + at, builder.string(text));
    else
      ++damage.strings;
    at += sizeof(entry) + taken;
  }
}

void Loader::loadFrames() {
  profile.forEach<format::FrameEntry>(
      ChunkType::Frames,
      [&](uint64_t offset, const format::FrameEntry &entry, const Chunk &) {
        // Callers come first, so a chain can have no cycle.
        Id caller = entry.caller == 0 ? None : frames.find(entry.caller);
        unsigned depth = caller == None ? 0 : depths[caller] + 1u;
        if (!isIntact(entry) || (entry.caller != 0 && caller == None) ||
            depth > DeepestChain) {
          ++damage.frames;
          return;
        }
        Id name = textId(entry.function);
        if (name == None)
          name = builder.string(UnknownName);
        Id function = builder.function(name, builder.pathOf(textId(entry.file)),
                                       entry.startLine);
        Id frame = builder.frame(
            {function, entry.line, entry.column, entry.discriminator, caller});
        if (depths.size() <= frame)
          depths.resize(frame + frame / 2 + 64);
        depths[frame] = uint16_t(depth);
        frames.set(offset, frame);
      },
      [&](const format::FrameEntry &entry, unsigned steps) {
        if (steps == 2)
          strings.prefetch(entry.function);
      });
}

void Loader::loadSites() {
  profile.forEach<format::SiteEntry>(
      ChunkType::Sites,
      [&](uint64_t offset, const format::SiteEntry &entry, const Chunk &) {
        Id frame = entry.frame == 0 ? None : frames.find(entry.frame);
        bool label = entry.kind == format::SiteKind::Label;
        bool frameless = label || entry.kind == format::SiteKind::Outside;
        if (!isIntact(entry) || (frame == None) != frameless) {
          ++damage.sites;
          return;
        }
        if (label) {
          sites.set(offset, builder.site({SiteKind::Label, 0, None, None, None,
                                          textId(entry.callee), None}));
          return;
        }
        SiteKind kind = entry.kind <= format::SiteKind::NamedAllocator
                            ? SiteKind(entry.kind)
                            : SiteKind::Call;
        Id callee = textId(entry.callee);
        if (callee != None)
          callee = builder.function(callee, None, 0);
        sites.set(offset, builder.site({kind, entry.flags, frame, callee, None,
                                        textId(entry.type),
                                        builder.pathOf(textId(entry.module))}));
      });
}

/// Where the node belongs in the model; None if it cannot be told.
Id Loader::nodeOf(uint64_t offset, const format::NodeEntry &entry,
                  const Chunk &chunk) {
  if (chunk.tree == 0 || (entry.parent == 0) != (entry.site == 0))
    return None;
  if (entry.parent == 0)
    return rooted.insert(chunk.tree).second ? Model::Root : None;
  // Nodes are met in file order, so one that is not known yet comes later,
  // which no parent does.
  RefTable::Entry parent = nodes.look(entry.parent);
  Id site = sites.find(entry.site);
  uint64_t parentOffset = uint64_t(entry.parent) * format::RefUnit;
  if (parent.id == None || site == None || parentOffset >= offset ||
      parent.tree != chunk.tree)
    return None;
  return builder.node(parent.id, site, entry.flags & format::Folded);
}

/// The entry of a Details chunk; none if \p ref is 0 or leads elsewhere.
template <class Entry> std::optional<Entry> Loader::detailAt(Ref ref) const {
  std::optional<size_t> index = details.indexOf(ref);
  if (ref == 0 || !index)
    return std::nullopt;
  static_assert(sizeof(Entry) == format::DetailSize);
  Entry entry;
  std::memcpy(&entry, detailBytes.data() + *index * sizeof(entry),
              sizeof(entry));
  return entry;
}

/// The context that the leaf counts for; None if it cannot be told.
Id Loader::contextOf(const format::LeafEntry &entry, const Chunk &chunk) const {
  RefTable::Entry parent = nodes.look(entry.parent);
  if (entry.tree == 0 || entry.tree != chunk.tree || parent.id == None ||
      parent.tree != entry.tree)
    return None;
  if (entry.site == 0)
    return parent.id;
  Id site = sites.find(entry.site);
  return site == None ? None : builder.node(parent.id, site, false);
}

Counts Loader::countsOf(const format::LeafEntry &entry) {
  Counts counts;
  counts[Lens::AllocObjects] = entry.allocObjects;
  counts[Lens::AllocSpace] = entry.allocSpace;
  // The program may be running: a free can be seen before its allocation.
  auto inUse = [&](uint64_t made, uint64_t freed, uint64_t elsewhere) {
    int64_t left = int64_t(made - freed - elsewhere);
    if (left < 0)
      ++damage.overfreed;
    return left < 0 ? 0 : uint64_t(left);
  };
  if (profile.header().flags & format::LiveTracking) {
    counts[Lens::InuseObjects] =
        inUse(entry.allocObjects, entry.freeObjects, entry.remoteFreeObjects);
    counts[Lens::InuseSpace] =
        inUse(entry.allocSpace, entry.freeSpace, entry.remoteFreeSpace);
  }
  if (profile.header().flags & format::PeakTracking) {
    bool kept = !profile.header().peakOpen &&
                entry.peakEpoch == profile.header().peakEpoch;
    counts[Lens::PeakObjects] =
        kept ? int64_t(std::min(entry.peakObjects, entry.allocObjects))
             : counts[Lens::InuseObjects];
    counts[Lens::PeakSpace] =
        kept ? int64_t(std::min(entry.peakSpace, entry.allocSpace))
             : counts[Lens::InuseSpace];
  }
  if (profile.header().flags & format::LifetimeTracking)
    counts[Lens::TempObjects] =
        int64_t(std::min(entry.lifetimes[0], entry.allocObjects));
  return counts;
}

void Loader::readSizes(const format::LeafEntry &entry,
                       Distribution &result) const {
  bool uniform = true;
  for (size_t line = 0; line < std::size(entry.sizes); ++line)
    if (auto buckets = detailAt<std::array<uint64_t, 8>>(entry.sizes[line])) {
      uniform = false;
      std::copy(buckets->begin(), buckets->end(),
                result.sizes.begin() + line * 8);
    }
  if (uniform && entry.minSize != entry.maxSize)
    return;
  result.minSize = entry.minSize;
  result.maxSize = entry.maxSize;
  if (uniform) // without buckets all are of one size
    result.sizes[format::sizeBucket(entry.minSize)] = entry.allocObjects;
}

Distribution Loader::distributionOf(const format::LeafEntry &entry) {
  Distribution result;
  if (profile.header().flags & format::SizeTracking)
    readSizes(entry, result);
  if (profile.header().flags & format::LifetimeTracking)
    std::copy(std::begin(entry.lifetimes), std::end(entry.lifetimes),
              result.lifetimes.begin());
  if (auto reallocs = detailAt<format::ReallocEntry>(entry.reallocs)) {
    result.reallocs = reallocs->objects;
    result.growths = reallocs->growths;
    result.moves = reallocs->moves;
    result.copiedSpace = reallocs->copiedSpace;
  }
  damage.distributions += !result.fitTo(entry.allocObjects, entry.allocSpace);
  return result;
}

void Loader::loadNodes() {
  profile.forEach<format::NodeEntry>(
      ChunkType::Nodes,
      [&](uint64_t offset, const format::NodeEntry &entry, const Chunk &chunk) {
        Id node = nodeOf(offset, entry, chunk);
        if (node == None)
          ++damage.nodes;
        else
          nodes.set(offset, node);
      },
      [&](const format::NodeEntry &entry, unsigned steps) {
        if (steps == 1) {
          builder.prefetchNode(nodes.find(entry.parent),
                               sites.find(entry.site));
          return;
        }
        nodes.prefetch(entry.parent);
        sites.prefetch(entry.site);
      });
}

Result<void> Loader::loadLeaves() {
  if (wanted == Contents::All) {
    auto bytes = profile.readWhole(ChunkType::Details, format::DetailSize);
    if (!bytes)
      return bytes.error();
    detailBytes = std::move(*bytes);
  }
  profile.refreshHeader();
  profile.forEach<format::LeafEntry>(
      ChunkType::Leaves, [&](uint64_t, const format::LeafEntry &entry,
                             const Chunk &chunk) { loadLeaf(entry, chunk); });
  return {};
}

void Loader::loadLeaf(const format::LeafEntry &entry, const Chunk &chunk) {
  Id context = contextOf(entry, chunk);
  if (context == None) {
    damage.nodes += entry.site != 0; // else with its node
    damage.nodeObjects += entry.allocObjects;
    damage.nodeSpace += entry.allocSpace;
    return;
  }
  if (entry.allocObjects == 0)
    return;
  if (std::max(entry.allocObjects, entry.allocSpace) > uint64_t(MostCounted)) {
    ++damage.counts;
    return;
  }
  anyAllocation = true;
  Counts counts = countsOf(entry);
  atPeak += uint64_t(counts[Lens::PeakSpace]);
  builder.count(context, counts);
  if (wanted == Contents::All)
    builder.distribute(context, distributionOf(entry));
}

void Loader::loadMeta(Run &run) {
  profile.forEach<format::MetaEntry>(
      ChunkType::Meta,
      [&](uint64_t, const format::MetaEntry &entry, const Chunk &) {
        std::string key = text(entry.key), value = text(entry.value);
        if (key == "exe")
          run.exe = value;
        else if (key == "command")
          run.command = value;
        else if (key == "directory")
          run.directory = value;
        else if (key == "options")
          run.options = value;
        else if (key == "host")
          run.host = value;
        else if (key == "runtime_version")
          run.runtimeVersion = value;
        else if (key == "run_id")
          run.runId = value;
        else if (key == "parent_pid")
          std::from_chars(value.data(), value.data() + value.size(),
                          run.parentPid);
        else if (key == "merged")
          std::from_chars(value.data(), value.data() + value.size(),
                          run.merged);
      });
}

Run runOf(const std::string &path, const format::FileHeader &header) {
  Run run;
  run.path = path;
  run.pid = header.pid;
  run.startTimeNs = header.startTimeNs;
  auto tracks = [&](uint64_t flag, Tracking tracking) -> uint8_t {
    return header.flags & flag ? tracking : NoTracking;
  };
  run.tracking = tracks(format::LiveTracking, LiveTracking) |
                 tracks(format::LifetimeTracking, LifetimeTracking) |
                 tracks(format::PeakTracking, PeakTracking);
  run.fullRecursion = header.flags & format::FullRecursion;
  run.forkedChild = header.flags & format::ForkedChild;
  run.sizeLimit = header.flags & format::SizeLimit;
  run.unseenFrees = header.flags & format::UnseenFrees;
  run.loadedLate = header.flags & format::LoadedLate;
  return run;
}

} // namespace

Result<void> readProfile(const std::string &path, ModelBuilder &builder,
                         Liveness program, Contents wanted) {
  Result<ProfileFile> profile = ProfileFile::open(path);
  if (!profile)
    return profile.error();
  Loader loader(*profile, builder, wanted);
  if (Result<void> done = loader.loadStrings(); !done)
    return done;
  loader.loadFrames();
  loader.loadSites();
  loader.loadNodes();
  if (Result<void> done = loader.loadLeaves(); !done)
    return done;
  uint64_t size = profile->size(), whole = profile->header().committed;
  if (whole > size && loader.isEmpty())
    return Error{fmt::format("{}: is cut off: {} of {} are there, and no "
                             "allocation is among them; copy it again, or run "
                             "the program again",
                             path, formatBytes(size), formatBytes(whole))};
  Run run = runOf(path, profile->header());
  loader.loadMeta(run);
  run.timeline = readTimeline(*profile);
  // The header's may lack what threads had not told the process, and is not
  // what the lines add up to.
  if (run.timeline.peakSpace != 0)
    run.timeline.peakSpace = loader.peakSpace();
  if (Result<void> good = profile->problem(); !good)
    return good;
  for (const auto &warnings :
       {profile->warnings(), loader.damaged().describe(program)})
    for (const std::string &text : warnings)
      builder.warn(path + ": " + text);
  Counts lost;
  lost[Lens::AllocObjects] = profile->header().lostObjects;
  lost[Lens::AllocSpace] = profile->header().lostSpace;
  builder.addRun(std::move(run), lost);
  return {};
}

Result<Model> readProfiles(const std::vector<std::string> &paths,
                           const std::function<void(size_t index)> &before,
                           Contents wanted) {
  ModelBuilder builder;
  for (size_t i = 0; i < paths.size(); ++i) {
    if (before)
      before(i);
    if (Result<void> result =
            readProfile(paths[i], builder, Liveness::Unknown, wanted);
        !result)
      return result.error();
  }
  return builder.take();
}

std::optional<ProfileWriter> readWriter(const std::string &path) {
  format::FileHeader header;
  std::ifstream file(path, std::ios::binary);
  if (!file.read(reinterpret_cast<char *>(&header), sizeof(header)) ||
      std::memcmp(header.magic, format::Magic, sizeof(header.magic)) != 0)
    return std::nullopt;
  return ProfileWriter{header.pid, header.processStart, header.startTimeNs};
}

std::optional<uint64_t> readStartTime(const std::string &path) {
  std::optional<ProfileWriter> writer = readWriter(path);
  return writer ? std::optional(writer->startTimeNs) : std::nullopt;
}

Result<Run> readRun(const std::string &path) {
  Result<ProfileFile> profile = ProfileFile::open(path);
  if (!profile)
    return profile.error();
  ModelBuilder builder;
  Loader loader(*profile, builder, Contents::Counts);
  if (Result<void> done = loader.loadStrings(); !done)
    return done.error();
  Run run = runOf(path, profile->header());
  loader.loadMeta(run);
  return run;
}

} // namespace allocsites
