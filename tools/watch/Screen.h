// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The screen as lines: a function of what is known and of what is asked for.
#ifndef ALLOCSITES_WATCH_SCREEN_H
#define ALLOCSITES_WATCH_SCREEN_H

#include "watch/WatchState.h"

namespace allocsites {

enum class ProgramState : uint8_t {
  Waiting, ///< for a profile to appear
  Running,
  Ended,
  Elsewhere ///< on another host: it cannot be told
};

/// Facts about what is watched.
struct Watched {
  std::string name;
  uint32_t pid = 0;
  ProgramState state = ProgramState::Waiting;
  double runningSeconds = 0; ///< 0: unknown
  double readSeconds = 0;    ///< what the last reading took
  double interval = 0;       ///< seconds between readings, as they really are
  std::string trouble;       ///< "FILE was deleted: ..."
};

struct ScreenSize {
  unsigned width = 80, height = 24;
};

struct Picture {
  const WatchModel &model;
  const Places &places;
  const WatchState &state;
  const Watched &watched;
  const std::vector<uint32_t> &rows;
  /// Of the pages that are text.
  const std::vector<std::string> &text;
};

/// How many rows or lines a page has room for.
size_t pageHeight(const ScreenSize &size);

/// At most `size.height` lines of at most `size.width` columns.
std::vector<std::string> drawScreen(const Picture &picture,
                                    const ScreenSize &size, bool colour);

/// The same facts for a pipe: nothing is cut but the number of rows (0: all).
void printSnapshot(Buffer &out, const Picture &picture, size_t most);

/// The same for machines, on one line.
void printSnapshotJson(Buffer &out, const Picture &picture, size_t most);

} // namespace allocsites

#endif
