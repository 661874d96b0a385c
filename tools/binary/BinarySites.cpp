// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tables follow one another without any header: scopes, frames, sites, and the
// next. What an entry is, its first word tells: a site's number, which is 0 in
// a file; a frame's reference to its scope, which is within the section; a
// scope's reference to its name, which is not.
#include "binary/BinarySites.h"

#include "allocsites/abi.h"
#include "allocsites/elided.h"
#include "binary/Elf.h"
#include "binary/ElidedNotes.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <unordered_map>

namespace allocsites {

namespace {

/// As in profiles. Deeper inlining does not exist.
constexpr unsigned DeepestChain = 2000;

class TableWalk {
public:
  TableWalk(ElfFile &file, const ElfSection &section, Id module,
            ModelBuilder &builder, std::vector<Id> &found)
      : file(file), section(section), module(module), builder(builder),
        found(found) {}

  Result<void> run();

private:
  struct Scope {
    Id function;
  };
  struct FrameEntry {
    Id frame;
    unsigned depth;
  };

  template <class Entry> const Entry *entry() const {
    if (section.bytes.size() - at < sizeof(Entry))
      return nullptr;
    return reinterpret_cast<const Entry *>(section.bytes.data() + at);
  }
  /// Where the field at \p offset of the entry leads, relative to the section.
  int64_t target(size_t offset, allocsites_ref reference) const {
    return int64_t(at + offset) + reference;
  }
  bool isInside(int64_t place) const {
    return place >= 0 && place < int64_t(section.bytes.size());
  }
  /// False if the reference leads to no text.
  bool text(size_t offset, allocsites_ref reference, Id &result);
  /// Each reads the entry at `at` and passes it; false if it is broken.
  bool readScope();
  bool readFrame();
  bool readSite();

  ElfFile &file;
  const ElfSection &section;
  const Id module;
  ModelBuilder &builder;
  std::vector<Id> &found;
  size_t at = 0;
  std::unordered_map<int64_t, Scope> scopes;
  std::unordered_map<int64_t, FrameEntry> frames;
};

bool TableWalk::text(size_t offset, allocsites_ref reference, Id &result) {
  result = None;
  if (reference == 0)
    return true;
  std::optional<std::string_view> found =
      file.textAt(section.address + uint64_t(target(offset, reference)));
  if (!found)
    return false;
  result = builder.string(*found);
  return true;
}

bool TableWalk::readScope() {
  const auto *scope = entry<allocsites_scope>();
  Id name, path;
  if (!scope || !text(offsetof(allocsites_scope, name), scope->name, name) ||
      !text(offsetof(allocsites_scope, file), scope->file, path) ||
      name == None)
    return false;
  scopes[int64_t(at)] = {
      builder.function(name, builder.pathOf(path), scope->line)};
  at += sizeof *scope;
  return true;
}

bool TableWalk::readFrame() {
  const auto *frame = entry<allocsites_frame>();
  if (!frame)
    return false;
  auto scope =
      scopes.find(target(offsetof(allocsites_frame, scope), frame->scope));
  if (scope == scopes.end())
    return false;
  FrameEntry caller{None, 0};
  if (frame->caller != 0) {
    // Only what was met before can be one, so a chain has no cycle.
    auto known =
        frames.find(target(offsetof(allocsites_frame, caller), frame->caller));
    if (known == frames.end() || known->second.depth == DeepestChain)
      return false;
    caller = known->second;
  }
  frames[int64_t(at)] = {
      builder.frame({scope->second.function, frame->line, frame->column,
                     frame->discriminator, caller.frame}),
      caller.depth + 1};
  at += sizeof *frame;
  return true;
}

bool TableWalk::readSite() {
  const auto *site = entry<allocsites_site>();
  if (!site)
    return false;
  auto frame =
      frames.find(target(offsetof(allocsites_site, frame), site->frame));
  Id callee, type;
  if (frame == frames.end() ||
      !text(offsetof(allocsites_site, callee), site->callee, callee) ||
      !text(offsetof(allocsites_site, type), site->type, type))
    return false;
  SiteKind kind =
      site->flags & ALLOCSITES_SITE_NAMED_ALLOCATOR ? SiteKind::NamedAllocator
      : site->flags & ALLOCSITES_SITE_ALLOCATION    ? SiteKind::Allocation
                                                    : SiteKind::Call;
  if (callee != None)
    callee = builder.function(callee, None, 0);
  found.push_back(builder.site(
      {kind, site->flags, frame->second.frame, callee, None, type, module}));
  at += sizeof *site;
  return true;
}

Result<void> TableWalk::run() {
  while (at < section.bytes.size()) {
    int32_t first = 0; // of an entry that is cut off: no site, either
    std::memcpy(&first, section.bytes.data() + at,
                std::min(sizeof first, section.bytes.size() - at));
    bool good = first == 0                   ? readSite()
                : isInside(target(0, first)) ? readFrame()
                                             : readScope();
    if (!good)
      return Error{fmt::format("{}: its site tables are damaged (at byte {} of "
                               "section {}), or made by another version of "
                               "the plugin; build it again",
                               file.path(), at, ALLOCSITES_SECTION)};
  }
  return {};
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
  auto notes = file->sections(ALLOCSITES_ELIDED_SECTION);
  if (!notes)
    return notes.error();
  if (sections->empty() && notes->empty())
    return Error{path + ": has no sites: it was not built with the plugin; "
                        "compile its sources with allocsites-clang++, or with "
                        "-g -fpass-plugin=AllocSites.so"};
  BinaryInventory result{path, {}, {}};
  Id module = builder.pathOf(builder.string(path));
  for (const ElfSection &section : *sections)
    if (Result<void> done =
            TableWalk(*file, section, module, builder, result.sites).run();
        !done)
      return done.error();
  for (const ElfSection &section : *notes)
    if (!readElidedNotes(section.bytes, builder, result.elided))
      return Error{fmt::format("{}: section {} is damaged, or made by another "
                               "version of the plugin; build it again",
                               path, ALLOCSITES_ELIDED_SECTION)};
  return result;
}

} // namespace allocsites
