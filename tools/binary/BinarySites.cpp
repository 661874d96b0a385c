// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Walks the tables, which follow one another.
#include "binary/BinarySites.h"

#include "allocsites/abi.h"
#include "allocsites/elided.h"
#include "binary/Elf.h"
#include "binary/ElidedNotes.h"
#include "binary/ModuleNames.h"

#include <cstring>
#include <fmt/format.h>
#include <unordered_map>

namespace allocsites {

namespace {

/// As in profiles. Deeper inlining does not exist.
constexpr unsigned DeepestChain = 2000;

class TableWalk {
public:
  TableWalk(const ElfSection &section, BinaryNames &allNames, Id module,
            ModelBuilder &builder, std::vector<Id> &found)
      : section(section), allNames(allNames), module(module), builder(builder),
        found(found) {}

  /// Each passes a table; false if it is broken.
  bool readTable();
  bool atEnd() const { return at == section.bytes.size(); }
  size_t place() const { return at; }

private:
  struct FrameEntry {
    Id frame;
    unsigned depth;
  };

  const uint8_t *bytesAt(size_t place) const {
    return reinterpret_cast<const uint8_t *>(section.bytes.data()) + place;
  }
  bool hasRoom(size_t place, uint64_t size) const {
    return size <= section.bytes.size() - place;
  }
  Id text(uint32_t number) {
    return number ? builder.string(names->strings[number - 1]) : None;
  }
  /// Of the innermost frame at a place of the descriptions; null if it is
  /// broken.
  const FrameEntry *frameAt(size_t place, unsigned depth);
  bool readSite(size_t description);

  const ElfSection &section;
  BinaryNames &allNames;
  const Id module;
  ModelBuilder &builder;
  std::vector<Id> &found;
  size_t at = 0;
  // Of the table:
  const ModuleNames *names = nullptr;
  size_t first = 0, end = 0; ///< of its descriptions
  std::unordered_map<size_t, FrameEntry> frames;
};

const TableWalk::FrameEntry *TableWalk::frameAt(size_t place, unsigned depth) {
  if (auto known = frames.find(place); known != frames.end())
    return &known->second;
  sites::Cursor from(bytesAt(place), bytesAt(end));
  auto frame = from.read<sites::Frame>();
  if (!from.isGood() || frame.scope >= names->scopes.size() ||
      frame.caller > place - first || depth == DeepestChain)
    return nullptr;
  FrameEntry caller{None, 0};
  if (frame.caller != 0) {
    const FrameEntry *known = frameAt(place - frame.caller, depth + 1);
    if (!known || known->depth == DeepestChain)
      return nullptr;
    caller = *known;
  }
  const sites::Scope &scope = names->scopes[frame.scope];
  Id function = builder.function(text(scope.name),
                                 builder.pathOf(text(scope.file)), scope.line);
  Id id = builder.frame(
      {function, frame.line, frame.column, frame.discriminator, caller.frame});
  return &(frames[place] = {id, caller.depth + 1});
}

bool TableWalk::readSite(size_t description) {
  sites::Cursor from(bytesAt(description), bytesAt(end));
  auto site = from.read<sites::SiteText>();
  if (!from.isGood() || site.first != description - first ||
      site.frame > site.first || site.callee > names->strings.size() ||
      site.type > names->strings.size())
    return false;
  const FrameEntry *frame = frameAt(description - site.frame, 0);
  if (!frame)
    return false;
  SiteKind kind =
      site.flags & ALLOCSITES_SITE_NAMED_ALLOCATOR ? SiteKind::NamedAllocator
      : site.flags & ALLOCSITES_SITE_ALLOCATION    ? SiteKind::Allocation
                                                   : SiteKind::Call;
  Id callee = text(site.callee);
  if (callee != None)
    callee = builder.function(callee, None, 0);
  found.push_back(builder.site(
      {kind, site.flags, frame->frame, callee, None, text(site.type), module}));
  return true;
}

bool TableWalk::readTable() {
  sites::Cursor from(bytesAt(at), bytesAt(section.bytes.size()));
  auto head = from.read<sites::TableHead>();
  size_t namesAt = size_t(from.at() - bytesAt(0));
  int32_t distance = 0;
  if (!from.isGood() || !hasRoom(namesAt, sizeof distance))
    return false;
  std::memcpy(&distance, bytesAt(namesAt), sizeof distance);
  names = allNames.at(section.address + namesAt + uint64_t(int64_t(distance)));
  first = namesAt + sizeof distance;
  if (!names || !hasRoom(first, head.bytes))
    return false;
  end = first + head.bytes;
  size_t sitesAt =
      (end + sites::TableAlign - 1) & ~size_t(sites::TableAlign - 1);
  uint64_t size = uint64_t(head.sites) * sizeof(allocsites_site);
  if (sitesAt > section.bytes.size() || !hasRoom(sitesAt, size))
    return false;
  frames.clear();
  for (size_t place = sitesAt; place < sitesAt + size;
       place += sizeof(allocsites_site)) {
    allocsites_site site;
    std::memcpy(&site, bytesAt(place), sizeof site);
    uint64_t distance = uint64_t(1) << 32;
    distance -= site.id;
    if (!(site.id & ALLOCSITES_SITE_NEW) || distance > place - first ||
        place - distance >= end || !readSite(place - distance))
      return false;
  }
  at = sitesAt + size;
  return true;
}

} // namespace

Result<BinaryInventory> readBinarySites(const std::string &path,
                                        ModelBuilder &builder) {
  Result<ElfFile> file = ElfFile::open(path);
  if (!file)
    return file.error();
  auto sections = file->sections(ALLOCSITES_SECTION);
  if (!sections)
    return sections.error();
  auto nameSections = file->sections(ALLOCSITES_NAMES_SECTION);
  if (!nameSections)
    return nameSections.error();
  auto notes = file->sections(ALLOCSITES_ELIDED_SECTION);
  if (!notes)
    return notes.error();
  if (sections->empty() && notes->empty())
    return Error{path + ": has no sites: it was not built with the plugin; "
                        "compile its sources with allocsites-clang++, or with "
                        "-g -fpass-plugin=AllocSites.so"};
  BinaryInventory result{path, {}, {}};
  Id module = builder.pathOf(builder.string(path));
  BinaryNames names(std::move(*nameSections));
  for (const ElfSection &section : *sections) {
    TableWalk walk(section, names, module, builder, result.sites);
    while (!walk.atEnd())
      if (!walk.readTable())
        return Error{fmt::format("{}: its site tables are damaged (at byte {} "
                                 "of section {}), or made by another version "
                                 "of the plugin; build it again",
                                 path, walk.place(), ALLOCSITES_SECTION)};
  }
  for (const ElfSection &section : *notes)
    if (!readElidedNotes(section.bytes, builder, result.elided))
      return Error{fmt::format("{}: section {} is damaged, or made by another "
                               "version of the plugin; build it again",
                               path, ALLOCSITES_ELIDED_SECTION)};
  return result;
}

} // namespace allocsites
