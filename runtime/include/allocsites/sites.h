// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The site tables: what is known of each site when it is compiled. Written by
// the plugin; read by the runtime when a site is first used, and by the tools
// from the file of a program.
//
// A function has a table in section ALLOCSITES_SECTION, aligned to 4:
//
//   TableHead
//   int32            distance from here to the names of the module; the linker
//                    knows it, so no program is relocated for it. Not aligned
//   descriptions     TableHead::bytes of Frame and SiteText entries
//   zero bytes       up to a multiple of 4
//   allocsites_site  TableHead::sites of them
//
// A module (what is compiled at once) has its names in
// ALLOCSITES_NAMES_SECTION, aligned to 8: NamesHead, then, packed as zlib packs
// (RFC 1950), the strings, each ended by a NUL, and the Scope entries. C++
// names packed together take a tenth of their length.
//
// TableHead, Frame, SiteText and Scope are sequences of numbers, in the order
// of their members, each as unsigned LEB128 (DWARF 5, 7.6) of at most 32 bits.
// A distance goes back from the start of the entry in which it stands.
#ifndef ALLOCSITES_SITES_H
#define ALLOCSITES_SITES_H

#include <stddef.h>
#include <stdint.h>

/// C identifiers, so that the linker provides __start_/__stop_ symbols to
/// whoever wants to enumerate them.
#define ALLOCSITES_SECTION "allocsites_sites"
#define ALLOCSITES_NAMES_SECTION "allocsites_names"

namespace allocsites::sites {

inline constexpr uint32_t TableAlign = 4;

struct NamesHead {
  uint64_t loaded; ///< 0 in the object file, then the runtime's
  uint64_t hash;   ///< hashOf() the text
  uint32_t packed; ///< bytes that follow; 0: the text itself follows, unpacked
  uint32_t size;   ///< bytes of the text: all strings and scopes
  uint32_t strings;
  uint32_t scopes;
};

/// FNV-1a of 64 bits.
inline uint64_t hashOf(const void *Text, size_t Size) {
  uint64_t Hash = 0xcbf29ce484222325;
  for (size_t I = 0; I < Size; ++I)
    Hash = (Hash ^ static_cast<const uint8_t *>(Text)[I]) * 0x100000001b3;
  return Hash;
}

struct TableHead {
  uint32_t sites, bytes;
  template <class Visitor> void each(Visitor Visit) {
    Visit(sites), Visit(bytes);
  }
};

/// A source function, as seen from one file. Numbered from 0.
struct Scope {
  uint32_t name; ///< string: linkage name where known, else the plain name
  uint32_t file; ///< string: absolute path where known; 0: no debug info
  uint32_t line; ///< of the function's definition; 0: unknown
  template <class Visitor> void each(Visitor Visit) {
    Visit(name), Visit(file), Visit(line);
  }
};

/// One frame of an inline chain.
struct Frame {
  uint32_t caller;       ///< distance to the frame it was inlined into; 0: none
  uint32_t scope;        ///< number of the scope
  uint32_t line, column; ///< 1-based; 0: unknown. Columns end at 65535
  uint32_t discriminator; ///< DWARF base discriminator, at most 65535
  template <class Visitor> void each(Visitor Visit) {
    Visit(caller), Visit(scope), Visit(line), Visit(column),
        Visit(discriminator);
  }
};

/// A site's description. Strings are numbered from 1; 0 is none.
struct SiteText {
  uint32_t first;  ///< distance to the table's first description
  uint32_t frame;  ///< distance to the innermost frame
  uint32_t flags;  ///< ALLOCSITES_SITE_*
  uint32_t callee; ///< string: symbol of the called function, where known
  uint32_t type;   ///< string: name of the allocated type, where known
  template <class Visitor> void each(Visitor Visit) {
    Visit(first), Visit(frame), Visit(flags), Visit(callee), Visit(type);
  }
};

/// Reads entries. Never beyond the end: what is not there is 0, and the cursor
/// no longer good.
class Cursor {
public:
  Cursor(const void *At, const void *End)
      : At(static_cast<const uint8_t *>(At)),
        End(static_cast<const uint8_t *>(End)) {}

  template <class Entry> Entry read() {
    Entry E;
    E.each([this](uint32_t &Number) { Number = number(); });
    return E;
  }
  const uint8_t *at() const { return At; }
  bool isGood() const { return Good; }

private:
  uint32_t number() {
    uint64_t Result = 0;
    for (unsigned Shift = 0; Shift < 35 && At < End; Shift += 7) {
      uint8_t Byte = *At++;
      Result |= uint64_t(Byte & 0x7f) << Shift;
      if (!(Byte & 0x80)) {
        Good &= Result <= UINT32_MAX;
        return uint32_t(Result);
      }
    }
    Good = false;
    return 0;
  }

  const uint8_t *At, *End;
  bool Good = true;
};

/// Writes entries, by Byte(uint8_t).
template <class Entry, class Sink> void write(Entry E, Sink Byte) {
  E.each([&](uint32_t Number) {
    for (; Number >= 0x80; Number >>= 7)
      Byte(uint8_t(Number | 0x80));
    Byte(uint8_t(Number));
  });
}

} // namespace allocsites::sites

#endif
