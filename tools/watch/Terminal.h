// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The user's terminal: keys one by one, a screen of our own, and everything as
// it was before when this ends, however it ends.
#ifndef ALLOCSITES_WATCH_TERMINAL_H
#define ALLOCSITES_WATCH_TERMINAL_H

#include "support/Result.h"
#include "watch/Keys.h"
#include "watch/Screen.h"

#include <memory>
#include <string>
#include <vector>

namespace allocsites {

class Terminal {
public:
  /// Whether both standard input and output are one that can be used.
  static bool isThere();

  /// Takes the terminal over. One at a time.
  static Result<std::unique_ptr<Terminal>> open();
  /// Gives it back. A signal that kills the program gives it back as well; only
  /// SIGKILL cannot.
  ~Terminal();
  Terminal(const Terminal &) = delete;
  Terminal &operator=(const Terminal &) = delete;

  ScreenSize size() const;
  /// Writes the lines that are not there yet.
  void show(const std::vector<std::string> &lines);
  /// The next show() writes all.
  void forget() { shown.clear(); }
  /// Gives the terminal back, stops this process and goes on when it does.
  void suspend();

  struct Event {
    std::vector<Key> keys;
    bool resized = false;
    bool readable = false; ///< the descriptor that was asked for
    bool closed = false;   ///< the terminal is gone
    int signal = 0;        ///< that asks to end
  };
  /// Waits for keys, a signal, \p descriptor (-1: none) or the time.
  Event wait(int milliseconds, int descriptor);

private:
  Terminal() = default;
  void takeSignals(Event &event);

  std::string pending; ///< bytes of a key that is not whole
  std::vector<std::string> shown;
};

} // namespace allocsites

#endif
