// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a view of a profile to findings.
#ifndef ALLOCSITES_ADVICE_ADVISOR_H
#define ALLOCSITES_ADVICE_ADVISOR_H

#include "advice/Finding.h"
#include "advice/SourceLines.h"
#include "advice/Spots.h"

namespace allocsites {

/// Of all allocations and of all bytes: what saves less than that of both is
/// left out unless asked for.
inline constexpr double UsualLeastShare = 0.005;

struct AdviceRequest {
  const View &view; ///< of one profile or several, not of a difference
  SourceCache &sources;
  const AdviceRules &rules = AdviceRules::builtin();
  std::vector<std::string> only{}; ///< ids of rules; empty: all
  double leastShare = 0;           ///< of a total, that a saving must have
  /// What findings are ordered by; none: the larger share of both.
  std::optional<Unit> unit{};
};

/// The largest saving first.
std::vector<Finding> advise(const AdviceRequest &request);

/// What detectors work with.
class Advisor {
public:
  explicit Advisor(const AdviceRequest &request);

  const View &view;
  const SpotFrames places;
  SourceLines sources;
  const std::vector<Spot> spots;

  const std::string &kindOf(const Spot &spot) const {
    return view.kinds().kindName(spot.culprit);
  }
  const std::string &typeOf(const Spot &spot) const {
    return view.kinds().culprit(spot.culprit).type;
  }
  /// The spots that \p rule is about and that no finding explains yet.
  std::vector<const Spot *> openSpots(const AdviceRule &rule) const;
  /// The same, together where they stand on one line of a function.
  std::vector<std::vector<const Spot *>>
  openLines(const AdviceRule &rule) const;
  /// Others on \p spot's line.
  std::vector<const Spot *> besides(const Spot &spot) const;

  /// True unless the saving is too small for a finding. What costs time to find
  /// out for a sentence is to be found out after.
  bool isWorthwhile(const AdviceRule &rule, const Saving &saving) const;

  /// Enters a finding about \p about, the first of which gives the place, if it
  /// is worthwhile. \p values may use further names than the
  /// common ones: objects, bytes, kind, type, of_type (" of T" or nothing),
  /// saved_objects, saved_bytes.
  void report(const AdviceRule &rule, const std::vector<const Spot *> &about,
              const Saving &saving, AdviceValues values);

  std::vector<Finding> findings;

private:
  double shareOf(const Saving &saving) const;

  const AdviceRequest &request;
  std::vector<bool> explained; ///< by spot
};

/// Of all spots together.
int64_t objectsOf(const std::vector<const Spot *> &spots);
int64_t bytesOf(const std::vector<const Spot *> &spots);
int64_t temporariesOf(const std::vector<const Spot *> &spots);

#define ALLOCSITES_DETECTOR(name)                                              \
  void detect##name(Advisor &advisor, const AdviceRule &rule);
#include "advice/Detectors.def"
#undef ALLOCSITES_DETECTOR

} // namespace allocsites

#endif
