// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/RunSum.h"

#include <algorithm>

namespace allocsites {

namespace {

/// As many as a process writes.
constexpr size_t MostMoments = 256;

/// What a process had at a time.
class Walker {
public:
  explicit Walker(const std::vector<Moment> &moments) : moments(moments) {}

  bool atEnd() const { return next == moments.size(); }
  uint64_t nextTime() const {
    return atEnd() ? ~uint64_t(0) : moments[next].timeNs;
  }
  /// To \p time, which is not before the last one.
  const Moment &moveTo(uint64_t time) {
    while (!atEnd() && moments[next].timeNs <= time)
      now = moments[next++];
    return now;
  }

private:
  const std::vector<Moment> &moments;
  size_t next = 0;
  Moment now{};
};

/// Evenly chosen ones, with the first and the last.
std::vector<Moment> thinned(std::vector<Moment> moments, size_t most) {
  if (moments.size() <= most)
    return moments;
  std::vector<Moment> kept;
  for (size_t i = 0; i < most; ++i)
    kept.push_back(moments[i * (moments.size() - 1) / (most - 1)]);
  return kept;
}

} // namespace

Timeline sumOf(const Timeline &a, const Timeline &b, size_t most) {
  Timeline result;
  Walker left(a.moments), right(b.moments);
  while (!left.atEnd() || !right.atEnd()) {
    uint64_t time = std::min(left.nextTime(), right.nextTime());
    const Moment &x = left.moveTo(time), &y = right.moveTo(time);
    result.moments.push_back(
        {time, x.allocObjects + y.allocObjects, x.allocSpace + y.allocSpace,
         x.freeObjects + y.freeObjects, x.freeSpace + y.freeSpace});
  }
  result.moments = thinned(std::move(result.moments), most);
  result.peakSpace = a.peakSpace + b.peakSpace;
  return result;
}

void RunSum::add(Run run) {
  run.merged = std::max<uint64_t>(run.merged, 1);
  if (sum.merged == 0) {
    sum = std::move(run);
    return;
  }
  for (std::string Run::*fact :
       {&Run::exe, &Run::command, &Run::directory, &Run::host, &Run::options,
        &Run::runtimeVersion, &Run::runId})
    if (sum.*fact != run.*fact)
      (sum.*fact).clear();
  sum.pid = sum.parentPid = 0;
  sum.startTimeNs = std::min(sum.startTimeNs, run.startTimeNs);
  sum.tracking &= run.tracking;
  sum.fullRecursion |= run.fullRecursion;
  sum.forkedChild &= run.forkedChild;
  sum.sizeLimit |= run.sizeLimit;
  sum.unseenFrees |= run.unseenFrees;
  sum.loadedLate |= run.loadedLate;
  sum.merged += run.merged;
  sum.timeline = sumOf(sum.timeline, run.timeline, MostMoments);
}

} // namespace allocsites
