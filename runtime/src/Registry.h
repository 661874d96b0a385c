// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Copies what is known of a site from the module's table into the profile, the
// first time the site takes part in a context. Equal content gets the same
// reference, so a module that is loaded a hundred times costs once.
// See also: allocsites/sites.h (from), allocsites/format.h (to).
#ifndef ALLOCSITES_RUNTIME_REGISTRY_H
#define ALLOCSITES_RUNTIME_REGISTRY_H

#include "Names.h"
#include "ProfileFile.h"

#include "allocsites/abi.h"

namespace allocsites {

/// An open-addressing set of references whose content lies in the profile.
class RefSet {
public:
  /// The member with that hash for which Equal(ref) holds, or 0.
  template <class Pred> format::Ref find(uint32_t Hash, Pred Equal) const {
    if (!Slots)
      return 0;
    for (uint32_t I = Hash & Mask; Slots[I].Member; I = (I + 1) & Mask)
      if (Slots[I].Hash == Hash && Equal(Slots[I].Member))
        return Slots[I].Member;
    return 0;
  }
  /// Without memory the member is just not found again.
  void insert(uint32_t Hash, format::Ref Member);

private:
  struct Slot {
    uint32_t Hash;
    format::Ref Member;
  };
  bool enlarge();
  Slot *Slots = nullptr;
  uint32_t Mask = 0, Count = 0;
};

/// A frame's texts; File may be null.
struct FrameText {
  const char *Function, *File;
  uint32_t Line, Column;
};

class Registry {
public:
  void init(ProfileFile &F);

  /// The profile's reference of a site; also stored in Site.id. 0 if the file
  /// cannot grow. Any thread off the fast path.
  format::Ref registerSite(allocsites_site &Site);

  /// ALLOCSITES_SITE_* of a site whose number was Id, which says it is new.
  static uint32_t flagsOf(const allocsites_site &Site, uint32_t Id);

  /// Frame number I (from 1, innermost first) of a site, which is in no
  /// profile; false behind the outermost. 0: the function that is called,
  /// alone.
  bool frameOf(const allocsites_site &Site, uint32_t I, FrameText &To);

  /// The pseudo site of allocations made by Module (path, may be null) with no
  /// instrumented code on the stack, through the function Callee.
  format::Ref outsideSite(const char *Module, const char *Callee);

  /// The pseudo site of a label, "key=value".
  format::Ref labelSite(const char *Text);

  void addMeta(const char *Key, const char *Value);

  /// After ProfileFile::rehome().
  void rewind();

  pthread_mutex_t &mutex() { return Mutex; }

private:
  struct Description; ///< of a site
  format::Ref string(const char *Text);
  format::Ref string(Name *Text);
  format::Ref frame(const Description &In, const ModuleNames &Names,
                    const uint8_t *Where, bool &AnyUser, int Depth);
  template <class Entry>
  format::Ref intern(RefSet &Set, Appender &To, Entry &E);

  pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
  ProfileFile *File = nullptr;
  Appender Strings, Frames, Sites, Meta;
  RefSet KnownStrings, KnownFrames, KnownSites;
  NameTable KnownNames;
};

/// SiteEntry.flags: all frames of the site look like the standard library's
/// (see NodeFlags::LibrarySite).
inline constexpr uint32_t SiteLooksLikeLibrary = 1u << 31;

} // namespace allocsites

#endif
