// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What was recorded, merged over trees and files, and nothing that is opinion:
// which frames are library code is decided by a View.
// See also: ModelBuilder.h (the only writer), View.h (the usual reader).
//
// Flat tables; entries refer to one another by index. Index 0 of each table is
// "none". An entry's callers and parents have lower indices than the entry.
#ifndef ALLOCSITES_MODEL_MODEL_H
#define ALLOCSITES_MODEL_MODEL_H

#include "model/Distribution.h"
#include "model/Lens.h"
#include "model/Timeline.h"
#include "support/FileBytes.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace allocsites {

using Id = uint32_t;
inline constexpr Id None = 0;

/// A function as seen from one file.
struct Function {
  Id name;            ///< string: linkage name where known
  Id file;            ///< string: normalised path; None: unknown
  uint32_t startLine; ///< 0: unknown
};

/// A position in a function, and the chain it was inlined through.
struct Frame {
  Id function;
  uint32_t line;   ///< 0: unknown
  uint32_t column; ///< 0: unknown
  uint32_t discriminator;
  Id caller; ///< frame; None: the outermost of its chain
};

/// Functions of this name stand for code without the plugin; their file is the
/// module that called the allocator.
inline constexpr std::string_view OutsideName = "[outside instrumented code]";

enum class SiteKind : uint8_t {
  Call,
  Allocation,
  Outside,
  NamedAllocator,
  Label ///< no frame; type: the string "key=value"
};

struct Site {
  SiteKind kind;
  uint32_t flags;
  Id frame;  ///< innermost frame, never None
  Id callee; ///< function without file; None: unknown
  /// Call sites with a known callee: a frame without position for the callee,
  /// called from `frame`. It stands for uninstrumented code.
  Id hop;
  Id type;   ///< string
  Id module; ///< string
};

/// A context: its path is its parent's and then its site.
struct Node {
  Id parent;   ///< None: the root
  Id site;     ///< None: the root
  Id end;      ///< of its subtree: the first node behind that
  bool folded; ///< recursive calls were folded into it
};

/// One profile file: a process.
struct Run {
  std::string path;
  std::string exe, command, directory, host, options, runtimeVersion, runId;
  uint32_t pid = 0, parentPid = 0;
  uint64_t startTimeNs = 0;
  uint8_t tracking = NoTracking; ///< Tracking bits
  bool fullRecursion = false, forkedChild = false;
  bool sizeLimit = false; ///< the profile reached its largest size
  /// The program has a `free` of its own: what is in use may be too much.
  bool unseenFrees = false;
  bool loadedLate = false; ///< allocations before the runtime came are missing
  uint64_t merged = 0;     ///< profiles that were merged into it; 0: none
  Timeline timeline;
};

/// What the program said of its contexts below.
struct Label {
  std::string_view key, value;
};

struct Model {
  static constexpr Id Root = 1;

  std::vector<std::string_view> strings;
  std::vector<Function> functions;
  std::vector<Frame> frames;
  std::vector<Site> sites;
  std::vector<Node> nodes; ///< depth first, children as they came
  std::vector<Counts> own; ///< a node's own counts, without its children's
  DistributionTable distributions; ///< of a node's own allocations

  Counts totals; ///< with what was lost
  Counts lost;   ///< counted in no context: the profile could not grow
  /// See Difference.h. `totals` then are what percentages are of.
  bool isDifference = false;
  uint8_t tracking = AllTracking; ///< Tracking bits that all files have
  std::vector<Run> runs;
  /// What a reader must know, one line each: what was left out of damaged
  /// files, and that nothing was instrumented.
  std::vector<std::string> warnings;

  std::string_view string(Id id) const { return strings[id]; }
  std::string_view nameOf(Id function) const {
    return strings[functions[function].name];
  }
  std::string_view fileOf(Id function) const {
    return strings[functions[function].file];
  }
  /// Of a site of kind Label.
  Label label(const Site &site) const {
    std::string_view text = string(site.type);
    size_t equals = text.find('=');
    if (equals == std::string_view::npos)
      return {text, {}};
    return {text.substr(0, equals), text.substr(equals + 1)};
  }
  bool isOutside(Id function) const { return nameOf(function) == OutsideName; }
  bool knows(Lens lens) const {
    return (tracking & info(lens).needs) == info(lens).needs;
  }

  /// Where the strings live.
  std::vector<FileBytes> files;
  std::deque<std::string> madeStrings;
  std::vector<std::shared_ptr<const Model>> parts;
};

} // namespace allocsites

#endif
