// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a terminal sends, as keys.
#ifndef ALLOCSITES_WATCH_KEYS_H
#define ALLOCSITES_WATCH_KEYS_H

#include <cstdint>
#include <string>
#include <vector>

namespace allocsites {

enum class KeyKind : uint8_t {
  Text, ///< a character, perhaps of several bytes
  Up,
  Down,
  Left,
  Right,
  PageUp,
  PageDown,
  Home,
  End,
  Enter,
  Escape,
  Tab,
  Backspace,
  Interrupt, ///< Ctrl-C
  Suspend,   ///< Ctrl-Z
  Redraw,    ///< Ctrl-L
  ClearLine, ///< Ctrl-U
  Other
};

struct Key {
  KeyKind kind;
  std::string text{}; ///< of Text

  bool operator==(const Key &) const = default;
};

/// Takes whole keys off \p bytes. With \p isAll nothing more follows soon, so
/// that the beginning of a sequence is a key of its own: Escape.
std::vector<Key> takeKeys(std::string &bytes, bool isAll);

} // namespace allocsites

#endif
