// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Everything that is known of the watched program and asked for by the user:
// what a screen or a snapshot is made of.
#ifndef ALLOCSITES_WATCH_WATCHER_H
#define ALLOCSITES_WATCH_WATCHER_H

#include "watch/Follower.h"
#include "watch/Screen.h"

namespace allocsites {

class Watcher {
public:
  /// Fails if the flags cannot be followed.
  static Result<std::unique_ptr<Watcher>> create(const ReportOptions &options,
                                                 WatchState state);

  void follow(const std::string &path) { follower.follow(path); }
  /// Reads the profile.
  void refresh();
  /// Brings rows and text up to date with what was read or asked for; \p height
  /// is a page's.
  void update(size_t height);

  Picture picture() const {
    return {model, places, state, watched, rows, text};
  }
  /// Seconds from one reading to the next: as the user wants it, or longer, so
  /// that reading takes no more than a fifth of the time.
  double interval() const;

  WatchModel model;
  Places places;
  WatchState state;
  Watched watched;
  std::vector<uint32_t> rows;
  std::vector<std::string> text;

private:
  Watcher(const ReportOptions &options, std::shared_ptr<const ViewPlan> plan,
          SourceSearch search, WatchState state)
      : state(std::move(state)), follower(options, std::move(plan)),
        sources(std::move(search)), colour(wantsColour(options)) {}
  std::vector<std::string> makeText();
  void scrollTo(uint32_t line, size_t height);

  Follower follower;
  SourceCache sources;
  bool colour;
  std::unique_ptr<Session> session; ///< of the last reading
  std::optional<std::pair<PlaceId, Page>> textOf;
};

} // namespace allocsites

#endif
