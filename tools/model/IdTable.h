// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A hash set of table indices; the keys stay in the table.
#ifndef ALLOCSITES_MODEL_IDTABLE_H
#define ALLOCSITES_MODEL_IDTABLE_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace allocsites {

/// Mixes one more value into a hash (the finaliser of MurmurHash3, 64 bits).
inline uint64_t mix(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * 0xff51afd7ed558ccdULL;
  return hash ^ (hash >> 32);
}

class IdTable {
public:
  void reserve(size_t count) {
    size_t size = slots.empty() ? 64 : slots.size();
    while (size * 3 < count * 4)
      size *= 2;
    if (size != slots.size())
      rehash(size);
  }

  /// The member with that hash for which \p isEqual(id) holds; else inserts
  /// what
  /// \p make() returns.
  template <class IsEqual, class Make>
  uint32_t findOrInsert(uint64_t hash, IsEqual isEqual, Make make) {
    if ((count + 1) * 4 > slots.size() * 3)
      rehash(slots.empty() ? 64 : slots.size() * 2);
    uint32_t tag = tagOf(hash);
    size_t mask = slots.size() - 1;
    size_t i = tag & mask;
    for (; slots[i].id != 0; i = (i + 1) & mask)
      if (slots[i].tag == tag && isEqual(slots[i].id))
        return slots[i].id;
    uint32_t id = make();
    slots[i] = {tag, id};
    ++count;
    return id;
  }

  /// Asks for the memory where a member of that hash is looked for.
  void prefetch(uint64_t hash) const {
    if (!slots.empty())
      __builtin_prefetch(&slots[tagOf(hash) & (slots.size() - 1)], 1);
  }

private:
  static uint32_t tagOf(uint64_t hash) {
    return uint32_t(hash >> 32) ^ uint32_t(hash);
  }
  struct Slot {
    uint32_t tag, id;
  };

  void rehash(size_t size) {
    std::vector<Slot> larger(size, Slot{0, 0});
    for (const Slot &slot : slots) {
      if (slot.id == 0)
        continue;
      size_t i = slot.tag & (size - 1);
      while (larger[i].id != 0)
        i = (i + 1) & (size - 1);
      larger[i] = slot;
    }
    slots.swap(larger);
  }

  std::vector<Slot> slots;
  size_t count = 0;
};

} // namespace allocsites

#endif
