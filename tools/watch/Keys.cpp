// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See also: ECMA-48 5.4 (control sequences), "XTerm Control Sequences".
#include "watch/Keys.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace allocsites {

namespace {

struct Sequence {
  std::string_view bytes;
  KeyKind kind;
};

constexpr Sequence Sequences[] = {
    {"\x1b[A", KeyKind::Up},      {"\x1bOA", KeyKind::Up},
    {"\x1b[B", KeyKind::Down},    {"\x1bOB", KeyKind::Down},
    {"\x1b[C", KeyKind::Right},   {"\x1bOC", KeyKind::Right},
    {"\x1b[D", KeyKind::Left},    {"\x1bOD", KeyKind::Left},
    {"\x1b[H", KeyKind::Home},    {"\x1bOH", KeyKind::Home},
    {"\x1b[1~", KeyKind::Home},   {"\x1b[7~", KeyKind::Home},
    {"\x1b[F", KeyKind::End},     {"\x1bOF", KeyKind::End},
    {"\x1b[4~", KeyKind::End},    {"\x1b[8~", KeyKind::End},
    {"\x1b[5~", KeyKind::PageUp}, {"\x1b[6~", KeyKind::PageDown},
    {"\r", KeyKind::Enter},       {"\n", KeyKind::Enter},
    {"\t", KeyKind::Tab},         {"\x7f", KeyKind::Backspace},
    {"\b", KeyKind::Backspace},   {"\x03", KeyKind::Interrupt},
    {"\x1a", KeyKind::Suspend},   {"\x0c", KeyKind::Redraw},
    {"\x15", KeyKind::ClearLine},
};

/// Bytes of the control sequence that \p bytes begin with; 0: not all there.
size_t sequenceLength(std::string_view bytes) {
  if (bytes.size() < 2)
    return 0;
  if (bytes[1] == 'O')
    return bytes.size() < 3 ? 0 : 3;
  if (bytes[1] != '[')
    return 1; // Escape, then another key.
  for (size_t i = 2; i < bytes.size(); ++i)
    if (bytes[i] >= 0x40 && bytes[i] <= 0x7e)
      return i + 1;
  return 0;
}

/// Bytes of a UTF-8 character by its first.
size_t characterLength(unsigned char first) {
  return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

} // namespace

std::vector<Key> takeKeys(std::string &bytes, bool isAll) {
  std::vector<Key> keys;
  std::string_view rest = bytes;
  while (!rest.empty()) {
    size_t length = rest[0] == '\x1b' ? sequenceLength(rest)
                                      : characterLength((unsigned char)rest[0]);
    bool whole = length != 0 && length <= rest.size();
    if (!whole && !isAll)
      break;
    if (!whole)
      length = 1;
    std::string_view key = rest.substr(0, length);
    rest.remove_prefix(length);
    auto known = std::find_if(
        std::begin(Sequences), std::end(Sequences),
        [&](const Sequence &sequence) { return sequence.bytes == key; });
    if (known != std::end(Sequences))
      keys.push_back({known->kind});
    else if (key == "\x1b")
      keys.push_back({KeyKind::Escape});
    else if (key[0] == '\x1b' || (unsigned char)key[0] < 0x20)
      keys.push_back({KeyKind::Other});
    else
      keys.push_back({KeyKind::Text, std::string(key)});
  }
  bytes = std::string(rest);
  return keys;
}

} // namespace allocsites
