// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What keys do to what is shown.
#ifndef ALLOCSITES_WATCH_CONTROLS_H
#define ALLOCSITES_WATCH_CONTROLS_H

#include "watch/Keys.h"
#include "watch/WatchState.h"

namespace allocsites {

/// How far one can go.
struct Extent {
  size_t height; ///< rows or lines that a page shows
  size_t lines;  ///< of the page, if it is text
};

/// \p rows is what chooseRows() gives.
void press(const Key &key, WatchState &state, const WatchModel &model,
           const std::vector<uint32_t> &rows, const Extent &extent);

/// What the keys are: a line each, key and meaning.
const std::vector<std::pair<std::string, std::string>> &keyHelp();

} // namespace allocsites

#endif
