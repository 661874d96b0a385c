// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The names of modules, unpacked. A text that several modules have is kept
// once, so that what is held is no more than the names of the program, and a
// module that is loaded a hundred times costs once. See also:
// allocsites/sites.h, how they are packed.
#ifndef ALLOCSITES_RUNTIME_NAMES_H
#define ALLOCSITES_RUNTIME_NAMES_H

#include "Support.h"

#include "allocsites/format.h"
#include "allocsites/sites.h"

namespace allocsites {

struct Name {
  uint32_t Hash; ///< format::fnv1a
  uint32_t Length;
  format::Ref InFile; ///< 0: not in the profile yet
  char Text[];        ///< ended by a NUL
};

/// What the tables of one module refer to.
struct ModuleNames {
  ModuleNames *Next;
  uint64_t Hash;
  uint32_t Size, StringCount, ScopeCount;
  Name **Strings;
  sites::Scope *Scopes;

  /// Strings are numbered from 1. Null: no such string.
  Name *string(uint32_t Number) const {
    return Number - 1 < StringCount ? Strings[Number - 1] : nullptr;
  }
  const sites::Scope *scope(uint32_t Number) const {
    return Number < ScopeCount ? &Scopes[Number] : nullptr;
  }
};

/// One thread at a time.
class NameTable {
public:
  /// The names that begin at Head, as they are in the module; none if they are
  /// broken. Null: there is no memory.
  ModuleNames *of(sites::NamesHead &Head);

private:
  ModuleNames *unpack(const sites::NamesHead &Head);
  ModuleNames *read(const sites::NamesHead &Head, const uint8_t *Text);
  Name *intern(const char *Text, uint32_t Length);
  bool enlarge();
  void *keep(size_t Bytes);

  static constexpr unsigned BucketCount = 256;
  ModuleNames *Modules[BucketCount] = {};
  Name **Slots = nullptr;
  uint32_t Mask = 0, Count = 0;
  /// Of memory that is never given back.
  char *Room = nullptr, *RoomEnd = nullptr;
};

} // namespace allocsites

#endif
