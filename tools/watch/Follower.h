// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads one profile again and again while its program goes on.
#ifndef ALLOCSITES_WATCH_FOLLOWER_H
#define ALLOCSITES_WATCH_FOLLOWER_H

#include "cli/Session.h"
#include "profile/Reader.h"
#include "watch/Screen.h"

namespace allocsites {

class Follower {
public:
  Follower(ReportOptions options, std::shared_ptr<const ViewPlan> plan)
      : options(std::move(options)), plan(std::move(plan)) {}

  /// From now on this profile.
  void follow(std::string newPath) { path = std::move(newPath); }

  struct Reading {
    std::unique_ptr<Session> session; ///< null: nothing new could be read
    bool isAnotherRun = false;        ///< not the program of the reading before
    uint64_t timeNs = 0;              ///< of CLOCK_MONOTONIC
  };
  /// Reads the profile, if it may have changed since the last reading, and
  /// updates \p watched. Never signals the program.
  Reading read(Watched &watched, Granularity granularity);

private:
  std::unique_ptr<Session> readSession(Watched &watched,
                                       Granularity granularity);

  ReportOptions options;
  std::shared_ptr<const ViewPlan> plan;
  NameCache names;
  std::string path;
  std::optional<ProfileWriter> writer; ///< of the last reading
  bool final = false;                  ///< read after the program's end
  std::string warning;                 ///< of the last reading
};

} // namespace allocsites

#endif
