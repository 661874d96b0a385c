// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Interns strings, frames and sites in the profile.
#include "Registry.h"
#include "Modules.h"

#include <initializer_list>
#include <string.h>

namespace allocsites {

using format::Ref;

void RefSet::insert(uint32_t Hash, Ref Member) {
  if ((!Slots || Count * 4 >= (Mask + 1) * 3) && !enlarge())
    return;
  uint32_t I = Hash & Mask;
  while (Slots[I].Member)
    I = (I + 1) & Mask;
  Slots[I] = {Hash, Member};
  ++Count;
}

bool RefSet::enlarge() {
  uint32_t Size = Slots ? (Mask + 1) * 2 : 512;
  auto *Larger = static_cast<Slot *>(mapPrivate(Size * sizeof(Slot)));
  if (!Larger)
    return false;
  for (uint32_t I = 0; Slots && I <= Mask; ++I)
    if (Slots[I].Member) {
      uint32_t J = Slots[I].Hash & (Size - 1);
      while (Larger[J].Member)
        J = (J + 1) & (Size - 1);
      Larger[J] = Slots[I];
    }
  unmapPrivate(Slots, Slots ? (Mask + 1) * sizeof(Slot) : 0);
  Slots = Larger;
  Mask = Size - 1;
  return true;
}

void Registry::init(ProfileFile &F) {
  File = &F;
  Strings.init(F, format::ChunkType::Strings, 16 << 10);
  Frames.init(F, format::ChunkType::Frames, 8 << 10);
  Sites.init(F, format::ChunkType::Sites, 8 << 10);
  Meta.init(F, format::ChunkType::Meta, 1 << 10);
}

void Registry::rewind() {
  Strings.rewind();
  Frames.rewind();
  Sites.rewind();
  Meta.rewind();
}

Ref Registry::string(const char *Text) {
  if (!Text)
    return 0;
  // No name is that long; a broken one must not eat the disk.
  uint32_t Length = uint32_t(strnlen(Text, 1 << 20));
  uint32_t Hash = format::fnv1a(Text, Length);
  auto Equal = [&](Ref R) {
    auto *Known = File->at<format::StringEntry>(R);
    return Known->length == Length && memcmp(Known + 1, Text, Length) == 0;
  };
  if (Ref Known = KnownStrings.find(Hash, Equal))
    return Known;
  uint64_t Bytes = (sizeof(format::StringEntry) + Length + 8) & ~uint64_t(7);
  auto *Entry = static_cast<format::StringEntry *>(Strings.reserve(Bytes));
  if (!Entry)
    return 0;
  Entry->length = Length;
  Entry->hash = Hash;
  memcpy(Entry + 1, Text, Length);
  Strings.publish();
  Ref Fresh = File->refOf(Entry);
  KnownStrings.insert(Hash, Fresh);
  return Fresh;
}

namespace {

/// A cautious guess of what every reader will call library code; see
/// docs/attribution.md on recursion.
bool looksLikeLibrary(const char *Function, const char *File) {
  if (File)
    return strncmp(File, "/usr/include/", 13) == 0 ||
           strncmp(File, "/usr/lib/", 9) == 0 || strstr(File, "/c++/");
  for (const char *Prefix : {"_ZNSt", "_ZNKSt", "_ZSt", "_ZN9__gnu_cxx"})
    if (strncmp(Function, Prefix, strlen(Prefix)) == 0)
      return true;
  return false;
}

} // namespace

Ref Registry::string(Name *Text) {
  if (!Text)
    return 0;
  if (!Text->InFile)
    Text->InFile = string(Text->Text);
  return Text->InFile;
}

template <class Entry>
Ref Registry::intern(RefSet &Set, Appender &To, Entry &E) {
  E.check = format::fnv1a(&E, offsetof(Entry, check));
  auto Equal = [&](Ref R) {
    return memcmp(File->at<Entry>(R), &E, sizeof E) == 0;
  };
  if (Ref Known = Set.find(E.check, Equal))
    return Known;
  void *Place = To.reserve(sizeof E);
  if (!Place)
    return 0;
  memcpy(Place, &E, sizeof E);
  To.publish();
  Ref Fresh = File->refOf(Place);
  Set.insert(E.check, Fresh);
  return Fresh;
}

/// Where a new site's table describes it. The table lies before the site, the
/// distance to its names before the first description.
struct Registry::Description {
  const uint8_t *End, *Where, *First;
  sites::SiteText Text;
  bool IsGood;

  /// Id is what the site had for a number.
  Description(const allocsites_site &Site, uint32_t Id)
      : End(reinterpret_cast<const uint8_t *>(&Site)),
        Where(End + int32_t(Id)) {
    sites::Cursor From(Where, End);
    Text = From.read<sites::SiteText>();
    First = Where - Text.first;
    IsGood = From.isGood() && Text.frame <= Text.first;
  }
  sites::NamesHead &names() const {
    int32_t Distance;
    auto *Field = const_cast<uint8_t *>(First) - sizeof Distance;
    memcpy(&Distance, Field, sizeof Distance);
    return *reinterpret_cast<sites::NamesHead *>(Field + Distance);
  }
};

uint32_t Registry::flagsOf(const allocsites_site &Site, uint32_t Id) {
  return Description(Site, Id).Text.flags;
}

bool Registry::frameOf(const allocsites_site &Site, uint32_t I, FrameText &To) {
  Lock Hold(Mutex);
  uint32_t Id = Site.id;
  if (!(Id & ALLOCSITES_SITE_NEW))
    return false; // just registered
  const Description In(Site, Id);
  const ModuleNames *Names = In.IsGood ? KnownNames.of(In.names()) : nullptr;
  if (!Names)
    return false;
  auto Text = [&](uint32_t Number) -> const char * {
    Name *Known = Names->string(Number);
    return Known ? Known->Text : nullptr;
  };
  if (!I) {
    To = {Text(In.Text.callee), nullptr, 0, 0};
    return To.Function;
  }
  const uint8_t *Where = In.Where - In.Text.frame;
  for (;;) {
    sites::Cursor From(Where, In.End);
    auto Frame = From.read<sites::Frame>();
    const sites::Scope *Scope = Names->scope(Frame.scope);
    if (!From.isGood() || !Scope || Frame.caller > size_t(Where - In.First))
      return false;
    To = {Text(Scope->name), Text(Scope->file), Frame.line,
          uint32_t(Frame.column)};
    if (--I == 0)
      return To.Function;
    if (!Frame.caller)
      return false;
    Where -= Frame.caller;
  }
}

Ref Registry::frame(const Description &In, const ModuleNames &Names,
                    const uint8_t *Where, bool &AnyUser, int Depth) {
  // Deeper inlining than that does not exist.
  if (Depth > 1000)
    return 0;
  sites::Cursor From(Where, In.End);
  auto Frame = From.read<sites::Frame>();
  const sites::Scope *Scope = Names.scope(Frame.scope);
  Name *Function = Scope ? Names.string(Scope->name) : nullptr;
  if (!From.isGood() || !Function || Frame.caller > size_t(Where - In.First))
    return 0;
  Name *Source = Names.string(Scope->file);
  if (!looksLikeLibrary(Function->Text, Source ? Source->Text : nullptr))
    AnyUser = true;
  format::FrameEntry E = {};
  if (Frame.caller) {
    E.caller = frame(In, Names, Where - Frame.caller, AnyUser, Depth + 1);
    if (!E.caller)
      return 0;
  }
  E.function = string(Function);
  E.file = string(Source);
  if (!E.function || (Source && !E.file))
    return 0;
  E.line = Frame.line;
  E.column = uint16_t(Frame.column);
  E.discriminator = uint16_t(Frame.discriminator);
  E.startLine = Scope->line;
  return intern(KnownFrames, Frames, E);
}

Ref Registry::registerSite(allocsites_site &Site) {
  Lock Hold(Mutex);
  uint32_t Id = Site.id;
  if (!(Id & ALLOCSITES_SITE_NEW))
    return Id;
  const Description In(Site, Id);
  if (!In.IsGood)
    return 0;
  const sites::SiteText &Text = In.Text;
  const ModuleNames *Names = KnownNames.of(In.names());
  if (!Names)
    return 0;
  bool AnyUser = false;
  format::SiteEntry E = {};
  E.kind = Text.flags & ALLOCSITES_SITE_NAMED_ALLOCATOR
               ? format::SiteKind::NamedAllocator
           : Text.flags & ALLOCSITES_SITE_ALLOCATION
               ? format::SiteKind::Allocation
               : format::SiteKind::Call;
  E.frame = frame(In, *Names, In.Where - Text.frame, AnyUser, 0);
  if (!E.frame)
    return 0;
  E.callee = string(Names->string(Text.callee));
  E.type = string(Names->string(Text.type));
  E.module = string(moduleOf(&Site));
  E.flags = Text.flags | (AnyUser ? 0 : SiteLooksLikeLibrary);
  Ref R = intern(KnownSites, Sites, E);
  if (R)
    __atomic_store_n(&Site.id, R, __ATOMIC_RELEASE);
  return R;
}

Ref Registry::outsideSite(const char *Module, const char *Callee) {
  Lock Hold(Mutex);
  format::SiteEntry E = {};
  E.kind = format::SiteKind::Outside;
  E.callee = string(Callee);
  E.module = string(Module);
  return intern(KnownSites, Sites, E);
}

Ref Registry::labelSite(const char *Text) {
  Lock Hold(Mutex);
  format::SiteEntry E = {};
  E.kind = format::SiteKind::Label;
  if (strcmp(Text, format::AllowedLabel) == 0)
    E.flags = ALLOCSITES_SITE_MAY_ALLOC;
  E.callee = string(Text);
  return E.callee ? intern(KnownSites, Sites, E) : 0;
}

void Registry::addMeta(const char *Key, const char *Value) {
  Lock Hold(Mutex);
  Ref K = string(Key), V = string(Value);
  void *Place = K && V ? Meta.reserve(sizeof(format::MetaEntry)) : nullptr;
  if (!Place)
    return;
  *static_cast<format::MetaEntry *>(Place) = {K, V};
  Meta.publish();
}

} // namespace allocsites
