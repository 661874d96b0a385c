// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support/Progress.h"

#include <chrono>
#include <cstdio>
#include <unistd.h>

namespace allocsites {

namespace {
constexpr std::chrono::seconds Patience(1);
constexpr std::chrono::milliseconds Beat(100);
} // namespace

Progress::Progress(ProgressMode wanted, std::string first)
    : mode(wanted), text(std::move(first)) {
  if (mode == ProgressMode::Always)
    show(text);
  else if (mode == ProgressMode::Auto && isatty(STDERR_FILENO))
    follower = std::thread([this] { follow(); });
}

Progress::~Progress() {
  {
    std::lock_guard<std::mutex> lock(mutex);
    done = true;
  }
  changed.notify_all();
  if (follower.joinable())
    follower.join();
  if (shown)
    std::fputs("\r\x1b[K", stderr);
}

void Progress::say(std::string next) {
  std::lock_guard<std::mutex> lock(mutex);
  text = std::move(next);
  if (mode == ProgressMode::Always)
    show(text);
}

void Progress::follow() {
  std::unique_lock<std::mutex> lock(mutex);
  changed.wait_for(lock, Patience, [this] { return done; });
  while (!done) {
    show(text);
    changed.wait_for(lock, Beat, [this] { return done; });
  }
}

void Progress::show(const std::string &now) {
  std::fprintf(stderr, "\r\x1b[Kallocsites: %s ...", now.c_str());
  std::fflush(stderr);
  shown = true;
}

} // namespace allocsites
