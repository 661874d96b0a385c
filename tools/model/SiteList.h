// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The sites of programs and libraries, and which of them profiles have reached.
// See also: binary/BinarySites.h, where they come from.
#ifndef ALLOCSITES_MODEL_SITELIST_H
#define ALLOCSITES_MODEL_SITELIST_H

#include "model/Rows.h"

namespace allocsites {

/// What the optimiser removed. See allocsites/elided.h.
struct ElidedSite {
  enum State : uint8_t {
    Gone,
    Unknown,     ///< may still be made by an allocation of no known position
    CallWithMore ///< a call, with more allocations behind it than are told
  };
  Id frame;  ///< innermost frame
  Id callee; ///< function without file
  Id type;   ///< string; None: unknown
  State state;
  bool operator==(const ElidedSite &) const = default;
};

/// The sites of one binary, as they stand in the model.
struct BinaryInventory {
  std::string path;
  std::vector<Id> sites; ///< of the model; several times: copies
  std::vector<ElidedSite> elided;
};

/// A site of the source in one binary.
struct SiteRow {
  Id site;    ///< of the model
  Id charged; ///< frame: the innermost user line of its chain
  /// All of its chain is library code, whose callers are charged.
  bool library;
  /// Something was allocated at it or through it.
  bool reached;
  uint32_t binary; ///< index
  uint32_t copies; ///< that the compiler made of it, at least 1
  Counts own;      ///< allocated there and by uninstrumented code called there
};

struct SiteTally {
  uint64_t sites = 0, reached = 0;
  void add(const SiteRow &row) {
    ++sites;
    reached += row.reached;
  }
};

struct ElidedRow {
  ElidedSite elided;
  Id charged;   ///< as in SiteRow
  bool library; ///< as in SiteRow
  uint32_t binary;
};

/// Sites that allocate and calls that may lead to an allocation, apart.
struct Coverage {
  SiteTally allocations, calls;
};

struct SiteFilter {
  std::optional<Regex> focus, ignore; ///< any frame of the chain, or the callee
};

/// True if an allocation function itself is called there.
bool isAllocation(const Site &site);

/// In the order of the source: by file, line, column and names. Sites of
/// \p view's contexts belong to the binary whose path or, failing that, whose
/// file name is their module's.
std::vector<SiteRow> listSites(const View &view, bool fold,
                               const std::vector<BinaryInventory> &binaries,
                               const SiteFilter &filter);

/// In the order of the source, each once. Not what a binary has a site for
/// after all: of two functions of the same name in different units only one may
/// have lost it.
std::vector<ElidedRow> listElided(const View &view, bool fold,
                                  const std::vector<BinaryInventory> &binaries,
                                  const SiteFilter &filter);

/// For each of \p binaries: how many sites of \p model's contexts are said to
/// be in it, and as "reached" how many of these it has. A binary that lacks one
/// is not the file that ran.
std::vector<SiteTally>
sitesThatRan(const Model &model, const std::vector<BinaryInventory> &binaries);

struct CoverageRow {
  Row place;
  Coverage coverage;
};

Coverage coverageOf(const Model &model, const std::vector<SiteRow> &rows);

/// The same by function, line, column or file, in the order of the source.
std::vector<CoverageRow> coverageBy(const Model &model, Granularity granularity,
                                    const std::vector<SiteRow> &rows);

/// The indices of those of \p binaries that \p module means.
std::vector<uint32_t> binariesOf(std::string_view module,
                                 const std::vector<BinaryInventory> &binaries);

} // namespace allocsites

#endif
