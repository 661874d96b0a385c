// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sites and elided allocations by source line: what a line could allocate and
// never did.
#ifndef ALLOCSITES_MODEL_LINESITES_H
#define ALLOCSITES_MODEL_LINESITES_H

#include "model/SiteList.h"

namespace allocsites {

/// What is to be said of a line.
struct LineNote {
  enum State : uint8_t {
    Unreached,   ///< an allocation that no run made
    MayAllocate, ///< a call of library code that allocated nothing
    Elided       ///< an allocation that the optimiser removed
  };
  State state;
  uint32_t row; ///< of the sites or, if elided, of the elided allocations
};

struct LineSites {
  std::string_view file;
  uint32_t line;
  Coverage coverage;
  std::vector<LineNote> notes; ///< as the states are listed
};

/// In the order of files and lines, those that have user sites or elided
/// allocations. A site that several programs have counts once, as reached if
/// one of them reached it. Calls are noted only on lines of which nothing was
/// reached: else they are what such a line has besides (a check that throws).
std::vector<LineSites> sitesByLine(const View &view,
                                   const std::vector<SiteRow> &rows,
                                   const std::vector<ElidedRow> &elided);

/// A line that made none of its allocations, with its function.
struct UnreachedLine {
  std::string_view file;
  uint32_t line;
  Id function; ///< of the view's model
};

/// Those of \p lines. Calls of library code that allocated nothing do not
/// count: the line may well have run.
std::vector<UnreachedLine> unreachedLines(const View &view,
                                          const std::vector<SiteRow> &rows,
                                          const std::vector<LineSites> &lines);

} // namespace allocsites

#endif
