// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A line on the terminal that says what takes long.
#ifndef ALLOCSITES_SUPPORT_PROGRESS_H
#define ALLOCSITES_SUPPORT_PROGRESS_H

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace allocsites {

/// Auto: on work of over a second, if standard error is a terminal.
/// Always: at once and wherever standard error goes.
enum class ProgressMode { Auto, Always, Never };

/// Lives as long as the work; takes its line away at the end. Nothing else may
/// be printed meanwhile.
class Progress {
public:
  Progress(ProgressMode mode, std::string text);
  ~Progress();
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;

  /// What is being done now.
  void say(std::string text);

private:
  void follow();
  void show(const std::string &text);

  ProgressMode mode;
  std::mutex mutex; ///< guards all below
  std::condition_variable changed;
  std::string text;
  bool done = false, shown = false;
  std::thread follower;
};

} // namespace allocsites

#endif
