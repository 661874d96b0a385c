// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unpacking the names of a module and finding known ones again.
#include "Names.h"
#include "Inflate.h"

#include <string.h>

namespace allocsites {

/// No module has that much; a broken one must not eat the memory.
static constexpr uint32_t MostText = 1 << 30;

/// Stands for names that are broken, so that they are looked at once.
static ModuleNames NoNames;

ModuleNames *NameTable::of(sites::NamesHead &Head) {
  if (Head.loaded)
    return reinterpret_cast<ModuleNames *>(Head.loaded);
  ModuleNames *&Bucket = Modules[Head.hash % BucketCount];
  ModuleNames *Known = Bucket;
  while (Known && !(Known->Hash == Head.hash && Known->Size == Head.size &&
                    Known->StringCount == Head.strings &&
                    Known->ScopeCount == Head.scopes))
    Known = Known->Next;
  if (!Known && (Known = unpack(Head)) && Known != &NoNames) {
    Known->Next = Bucket;
    Bucket = Known;
  }
  Head.loaded = reinterpret_cast<uint64_t>(Known);
  return Known;
}

ModuleNames *NameTable::unpack(const sites::NamesHead &Head) {
  auto *Behind = reinterpret_cast<const uint8_t *>(&Head + 1);
  if (!Head.packed)
    return read(Head, Behind);
  if (!Head.size || Head.size > MostText)
    return &NoNames;
  auto *Text = static_cast<uint8_t *>(mapPrivate(Head.size));
  if (!Text)
    return nullptr;
  ModuleNames *Result = inflate(Behind, Head.packed, Text, Head.size)
                            ? read(Head, Text)
                            : &NoNames;
  unmapPrivate(Text, Head.size);
  return Result;
}

ModuleNames *NameTable::read(const sites::NamesHead &Head,
                             const uint8_t *Text) {
  // Each string and each number of a scope has a byte at least.
  if (Head.strings > Head.size || Head.scopes > Head.size)
    return &NoNames;
  auto *Result = static_cast<ModuleNames *>(
      keep(sizeof(ModuleNames) + Head.strings * sizeof(Name *) +
           Head.scopes * sizeof(sites::Scope)));
  if (!Result)
    return nullptr;
  auto *Strings = reinterpret_cast<Name **>(Result + 1);
  auto *Scopes = reinterpret_cast<sites::Scope *>(Strings + Head.strings);
  *Result = {nullptr,     Head.hash, Head.size, Head.strings,
             Head.scopes, Strings,   Scopes};
  const uint8_t *At = Text, *End = Text + Head.size;
  for (uint32_t I = 0; I < Head.strings; ++I) {
    auto *Stop = static_cast<const uint8_t *>(memchr(At, 0, size_t(End - At)));
    if (!Stop)
      return &NoNames;
    Strings[I] =
        intern(reinterpret_cast<const char *>(At), uint32_t(Stop - At));
    if (!Strings[I])
      return nullptr;
    At = Stop + 1;
  }
  sites::Cursor From(At, End);
  for (uint32_t I = 0; I < Head.scopes; ++I)
    Scopes[I] = From.read<sites::Scope>();
  return From.isGood() ? Result : &NoNames;
}

Name *NameTable::intern(const char *Text, uint32_t Length) {
  if (Count * 4 >= Mask * 3 && !enlarge())
    return nullptr;
  uint32_t Hash = format::fnv1a(Text, Length), I = Hash & Mask;
  for (; Name *Known = Slots[I]; I = (I + 1) & Mask)
    if (Known->Hash == Hash && Known->Length == Length &&
        memcmp(Known->Text, Text, Length) == 0)
      return Known;
  auto *Fresh = static_cast<Name *>(keep(sizeof(Name) + Length + 1));
  if (!Fresh)
    return nullptr;
  Fresh->Hash = Hash;
  Fresh->Length = Length;
  memcpy(Fresh->Text, Text, Length);
  Slots[I] = Fresh;
  ++Count;
  return Fresh;
}

bool NameTable::enlarge() {
  uint32_t Size = Slots ? (Mask + 1) * 2 : 1024;
  auto **Larger = static_cast<Name **>(mapPrivate(Size * sizeof(Name *)));
  if (!Larger)
    return false;
  for (uint32_t I = 0; Slots && I <= Mask; ++I)
    if (Slots[I]) {
      uint32_t J = Slots[I]->Hash & (Size - 1);
      while (Larger[J])
        J = (J + 1) & (Size - 1);
      Larger[J] = Slots[I];
    }
  unmapPrivate(Slots, Slots ? (Mask + 1) * sizeof(Name *) : 0);
  Slots = Larger;
  Mask = Size - 1;
  return true;
}

void *NameTable::keep(size_t Bytes) {
  static constexpr size_t Chunk = 64 << 10;
  Bytes = (Bytes + 7) & ~size_t(7);
  if (Bytes > size_t(RoomEnd - Room)) {
    if (Bytes > Chunk / 4)
      return mapPrivate(Bytes);
    auto *Fresh = static_cast<char *>(mapPrivate(Chunk));
    if (!Fresh)
      return nullptr;
    Room = Fresh;
    RoomEnd = Fresh + Chunk;
  }
  void *Result = Room;
  Room += Bytes;
  return Result;
}

} // namespace allocsites
