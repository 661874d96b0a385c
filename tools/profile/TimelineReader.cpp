// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "profile/TimelineReader.h"

#include <algorithm>
#include <tuple>

namespace allocsites {

namespace {

/// The runtime halves a full timeline in place, so while the program runs old
/// moments may stand behind newer ones, or twice.
std::vector<Moment> inOrder(std::vector<Moment> moments) {
  std::sort(moments.begin(), moments.end(),
            [](const Moment &a, const Moment &b) {
              return std::tie(a.timeNs, a.allocObjects, a.freeObjects) <
                     std::tie(b.timeNs, b.allocObjects, b.freeObjects);
            });
  std::vector<Moment> kept;
  for (const Moment &moment : moments) {
    if (moment.freeObjects > moment.allocObjects ||
        moment.freeSpace > moment.allocSpace)
      continue;
    if (!kept.empty()) {
      const Moment &last = kept.back();
      if (moment.timeNs == last.timeNs ||
          moment.allocObjects < last.allocObjects ||
          moment.allocSpace < last.allocSpace ||
          moment.freeObjects < last.freeObjects ||
          moment.freeSpace < last.freeSpace)
        continue;
    }
    kept.push_back(moment);
  }
  return kept;
}

} // namespace

Timeline readTimeline(ProfileFile &profile) {
  Timeline timeline;
  std::vector<Moment> moments;
  profile.forEach<format::TimelineEntry>(
      format::ChunkType::Timeline,
      [&](uint64_t, const format::TimelineEntry &entry, const Chunk &) {
        moments.push_back({entry.timeNs, entry.allocObjects, entry.allocSpace,
                           entry.freeObjects, entry.freeSpace});
      });
  timeline.moments = inOrder(std::move(moments));
  const format::FileHeader &header = profile.header();
  // While it is open, the peak is now and its place in the header is old.
  if ((header.flags & format::PeakTracking) && !header.peakOpen) {
    timeline.peakSpace = header.peakSpace;
    timeline.peakTimeNs = header.peakTimeNs;
  }
  return timeline;
}

} // namespace allocsites
