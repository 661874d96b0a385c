// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The profile as memory: one file, mapped once at a fixed address, that grows
// in place. See also: allocsites/format.h, docs/file-format.md.
//
// Space is allocated in the file before it is handed out, so a full disk is an
// error here and never a SIGBUS at a store.
#ifndef ALLOCSITES_RUNTIME_PROFILEFILE_H
#define ALLOCSITES_RUNTIME_PROFILEFILE_H

#include "NewFile.h"

#include "allocsites/format.h"

namespace allocsites {

inline constexpr uintptr_t CompanionScale = 4;

class ProfileFile {
public:
  /// Creates the file, maps it and gives it its name (see NewFile; a finished
  /// profile of that name is replaced); MostBytes, whole pages and no more than
  /// a Ref reaches, is how large it may become. On failure says so once and
  /// returns false. Called once, before any other thread can see the object.
  bool create(const char *Path, uint64_t HeaderFlags, uint64_t MostBytes);

  /// In a forked child: goes on in a file of its own, at the same addresses and
  /// with the same content up to what this process knew at the fork. On failure
  /// the mapping becomes private memory that nobody will read.
  void rehome(const char *Path);

  bool isOpen() const { return Base != nullptr; }
  /// It could not grow once and does not try again, so that what finds no room
  /// costs little. Entries that fit in the chunks there are may still come.
  bool isFull() const { return __atomic_load_n(&Full, __ATOMIC_RELAXED); }
  const char *path() const { return Name; }

  /// Chunk of at least Bytes payload, header filled in, `used` at its header.
  /// Null if the file cannot grow; the first time, says why. Any thread.
  format::ChunkHeader *addChunk(format::ChunkType Type, uint64_t Bytes,
                                uint32_t Tree);

  format::FileHeader &header() const {
    return *reinterpret_cast<format::FileHeader *>(Base);
  }
  char *base() const { return Base; }
  format::Ref refOf(const void *Entry) const {
    return format::Ref(uint64_t(static_cast<const char *>(Entry) - Base) /
                       format::RefUnit);
  }
  template <class T> T *at(format::Ref R) const {
    return reinterpret_cast<T *>(Base + uint64_t(R) * format::RefUnit);
  }
  /// Visits the chunks below End, the header's `committed` at some time, in
  /// file order.
  template <class Visit> void forEachChunk(uint64_t End, Visit V) const {
    for (uint64_t At = format::ChunkAlign; At < End;) {
      auto *Chunk = reinterpret_cast<format::ChunkHeader *>(Base + At);
      At += Chunk->size;
      V(*Chunk);
    }
  }

  /// Each byte of the file has CompanionScale private zeroed ones, for what
  /// need not be written down: at its address times that plus this.
  uintptr_t toCompanion() const {
    return uintptr_t(Base) + Reserved - CompanionScale * uintptr_t(Base);
  }
  /// Counts an allocation that found no place in the file.
  void countLost(uint64_t Bytes);

  /// The end of the run: gives back what was allocated in the file but not
  /// used; says so if the file is no longer there.
  void finish();

  pthread_mutex_t &mutex() { return Mutex; }

private:
  void adoptNew();
  void keepDescriptor();
  void fillHeader(uint64_t Flags);
  bool mapAll();
  bool ensureDescriptor();
  bool growTo(uint64_t Size);
  void warnOnce(const char *Text, int Error);

  pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
  char *Base = nullptr;
  uint64_t LargestSize = 0;
  uint64_t Reserved = 0;  ///< address space for the file
  uint64_t Committed = 0; ///< given to chunks, by what this process knows
  uint64_t Capacity = 0;  ///< allocated in the file
  int Descriptor = -1;
  uint64_t Device = 0, Inode = 0;
  bool Warned = false, Full = false;
  bool HasName = false;
  NewFile New; ///< here, since stacks may be small
  char Name[4096] = {0};
};

/// Appends entries to chunks of one type. The owner serialises calls.
class Appender {
public:
  void init(ProfileFile &F, format::ChunkType T, uint64_t ChunkBytes,
            uint32_t TreeNumber = 0) {
    File = &F;
    Type = T;
    PayloadBytes = ChunkBytes;
    Tree = TreeNumber;
  }
  /// Zeroed room for an entry of Bytes, or null. Becomes part of the profile at
  /// publish().
  void *reserve(uint64_t Bytes);
  /// The entry reserved last is complete.
  void publish();
  /// After rehome(): forgets what the parent has appended since the fork.
  void rewind();

private:
  ProfileFile *File = nullptr;
  format::ChunkHeader *Chunk = nullptr;
  uint64_t Used = 0, Pending = 0;
  uint64_t PayloadBytes = 0;
  format::ChunkType Type = format::ChunkType::Strings;
  uint32_t Tree = 0;
};

} // namespace allocsites

#endif
