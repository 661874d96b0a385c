// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What each of many rows allocates, by culprit.
#ifndef ALLOCSITES_MODEL_CULPRITSHARES_H
#define ALLOCSITES_MODEL_CULPRITSHARES_H

#include "model/IdTable.h"
#include "model/Kinds.h"

namespace allocsites {

struct CulpritShare {
  CulpritId culprit;
  Counts counts;
};

/// Adds counts up by owner (any small number) and culprit.
class CulpritShares {
public:
  void add(uint32_t owner, CulpritId culprit, const Counts &counts) {
    if (owner < heads.size() && shares[heads[owner]].culprit == culprit &&
        heads[owner] != 0) { // nearly always
      shares[heads[owner]].counts += counts;
      return;
    }
    uint32_t at = table.findOrInsert(
        mix(mix(0, owner), culprit),
        [&](uint32_t id) {
          return owners[id] == owner && shares[id].culprit == culprit;
        },
        [&] {
          if (heads.size() <= owner)
            heads.resize(owner + owner / 2 + 64, 0);
          owners.push_back(owner);
          next.push_back(heads[owner]);
          shares.push_back({culprit, {}});
          return heads[owner] = uint32_t(shares.size() - 1);
        });
    shares[at].counts += counts;
  }

  /// In no particular order.
  std::vector<CulpritShare> of(uint32_t owner) const {
    std::vector<CulpritShare> result;
    if (owner < heads.size())
      for (uint32_t at = heads[owner]; at != 0; at = next[at])
        result.push_back(shares[at]);
    return result;
  }

private:
  IdTable table;
  // By number of the share; [0] is nothing.
  std::vector<uint32_t> owners{0}, next{0};
  std::vector<CulpritShare> shares{{0, {}}};
  std::vector<uint32_t> heads; ///< by owner: the last share; 0: none
};

/// The same by kind alone, largest first by \p lens and then by name.
struct KindShare {
  std::string kind;
  Counts counts;
};
std::vector<KindShare> kindShares(const Kinds &kinds,
                                  const std::vector<CulpritShare> &shares,
                                  Lens lens);

} // namespace allocsites

#endif
