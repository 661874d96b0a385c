// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a model is looked at: which contexts count, which frames show, and which
// frame each context's own counts are charged to.
#ifndef ALLOCSITES_MODEL_VIEW_H
#define ALLOCSITES_MODEL_VIEW_H

#include "model/Kinds.h"
#include "model/Library.h"
#include "model/Model.h"
#include "model/Names.h"

#include <memory>
#include <optional>
#include <span>

namespace allocsites {

/// pprof's, matched against function names and file names.
struct FrameFilters {
  std::optional<Regex> focus;    ///< keep contexts with a frame that matches
  std::optional<Regex> ignore;   ///< drop contexts with a frame that matches
  std::optional<Regex> hide;     ///< take such frames out
  std::optional<Regex> show;     ///< take all other frames out
  std::optional<Regex> showFrom; ///< take out the callers of the first match
};

/// Matched against what contexts are tagged with: `kind`, `type`, and the
/// labels that the program set.
struct TagFilter {
  std::string key; ///< empty: any
  Regex value;
  std::string text; ///< as the user gave it
};

struct ViewOptions {
  /// Charge library frames to the user's line that called them.
  bool fold = true;
  FrameFilters filters;
  std::vector<TagFilter> tagFocus;  ///< keep contexts with a tag of each
  std::vector<TagFilter> tagIgnore; ///< drop contexts with a tag of any
  /// Must outlive the view.
  const KindRules *kindRules = &KindRules::builtin();
};

/// The tags that every profile has.
inline constexpr const char *TagKeys[] = {"kind", "type"};

/// True if \p regex matches the function's name or file.
bool matches(const Regex &regex, const Model &model, Names &names, Id function);

class View {
public:
  /// Refers to \p model and \p names; both must outlive the view.
  View(const Model &model, Names &names, const LibraryRules &rules,
       const ViewOptions &options);

  const Model &model() const { return theModel; }
  Names &names() const { return theNames; }

  /// A node's own counts, if its context counts, else zeros.
  Counts own(Id node) const {
    return isKept[node] ? theModel.own[node] : Counts();
  }
  bool keeps(Id node) const { return isKept[node]; }

  /// The frames that \p node adds to its parent's path, callers first. Valid
  /// until \p scratch changes.
  std::span<const Id> framesOf(Id node, std::vector<Id> &scratch) const;
  /// True if that depends on the node's site alone: framesOfSite() then.
  bool framesGoBySite() const {
    return !siteBegin.empty() && fold && limits.empty();
  }
  std::span<const Id> framesOfSite(Id site) const {
    return {siteFrames.data() + siteBegin[site],
            siteBegin[site + 1] - siteBegin[site]};
  }

  /// The frame that \p node's own counts are charged to: the innermost that
  /// shows on its path; without one the outermost library frame. None only for
  /// contexts that do not count.
  Id charged(Id node) const { return chargedFrames[node]; }
  /// True if that frame is not among the path's framesOf() and so comes below
  /// them: library code that stands for itself, or an uninstrumented callee.
  bool chargedApart(Id node) const { return isApart[node]; }

  bool isLibrary(Id function) const { return traits[function] & Library; }
  const Kinds &kinds() const { return *theKinds; }
  size_t keptContexts() const;

private:
  enum Trait : uint8_t {
    Library = 1,
    Visible = 2, ///< neither hidden nor left out by `show`
    Focus = 4,
    Ignore = 8,
    ShowFrom = 16,
  };

  void classify(const LibraryRules &rules, const FrameFilters &filters);
  void linkFrames();
  void appendSiteFrames(Id site, std::vector<Id> &frames) const;
  void collectSiteFrames();
  void chargeNodes(const FrameFilters &filters);
  std::vector<uint8_t> tagged(const TagFilter &filter) const;
  void applyTags(const ViewOptions &options);
  bool shows(Id frame) const;
  Id hopAbove(Id node) const;
  Id firstFrom(Id frame, Id limit) const;
  Id outermostVisible(Id frame, Id limit) const;

  const Model &theModel;
  Names &theNames;
  bool fold;
  std::unique_ptr<Kinds> theKinds;

  std::vector<uint8_t> traits; ///< by function
  std::vector<Id> nextShown; ///< by frame: it or the nearest caller that shows
  std::vector<Id> outermost; ///< by frame: the last caller of its chain
  std::vector<Id> outermostVis; ///< by frame: the last that is visible
  std::vector<Id> lastShowFrom; ///< by frame: the last that matches showFrom
  std::vector<uint8_t> chain;   ///< by frame: traits of it and its callers
  /// By site: where its frames that show begin in siteFrames, callers first;
  /// empty if there are too many.
  std::vector<uint32_t> siteBegin;
  std::vector<Id> siteFrames;

  std::vector<uint8_t> isKept;   ///< by node
  std::vector<uint8_t> isApart;  ///< by node
  std::vector<Id> chargedFrames; ///< by node
  /// By node, with showFrom alone: frames with lower numbers are cut off.
  std::vector<Id> limits;
};

} // namespace allocsites

#endif
