// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "binary/ElidedNotes.h"

#include <charconv>
#include <optional>

namespace allocsites {

namespace {

/// As in profiles. Deeper inlining does not exist.
constexpr unsigned DeepestChain = 2000;

/// Takes what is before the first \p end off \p text, and that itself.
std::string_view take(std::string_view &text, char end) {
  size_t size = std::min(text.find(end), text.size());
  std::string_view result = text.substr(0, size);
  text.remove_prefix(std::min(size + 1, text.size()));
  return result;
}

std::optional<uint32_t> number(std::string_view text) {
  uint32_t value = 0;
  auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

class Note {
public:
  Note(ModelBuilder &builder, std::vector<ElidedSite> &found)
      : builder(builder), found(found) {}

  bool readLine(std::string_view line) {
    std::string_view what = take(line, '\t');
    if (what == "s")
      return readScope(line);
    if (what == "e")
      return readEntry(line, ElidedSite::Gone);
    if (what == "u")
      return readEntry(line, ElidedSite::Unknown);
    if (what == "c")
      return readEntry(line, ElidedSite::CallWithMore);
    return true;
  }

private:
  bool readScope(std::string_view line) {
    Id name = builder.string(take(line, '\t'));
    Id path = builder.pathOf(builder.string(take(line, '\t')));
    std::optional<uint32_t> start = number(line);
    if (name == None || !start)
      return false;
    scopes.push_back(builder.function(name, path, *start));
    return true;
  }

  bool readEntry(std::string_view line, ElidedSite::State state) {
    Id callee = builder.string(take(line, '\t'));
    Id type = builder.string(take(line, '\t'));
    Id frame = None;
    for (unsigned depth = 0; !line.empty(); ++depth) {
      std::string_view place = take(line, '\t');
      std::optional<uint32_t> scope = number(take(place, ':'));
      std::optional<uint32_t> row = number(take(place, ':'));
      std::optional<uint32_t> column = number(place);
      if (!scope || !row || !column || *scope >= scopes.size() ||
          depth == DeepestChain)
        return false;
      frame = builder.frame({scopes[*scope], *row, *column, 0, frame});
    }
    if (frame == None || callee == None)
      return false;
    found.push_back({frame, builder.function(callee, None, 0), type, state});
    return true;
  }

  ModelBuilder &builder;
  std::vector<ElidedSite> &found;
  std::vector<Id> scopes;
};

} // namespace

bool readElidedNotes(std::span<const std::byte> section, ModelBuilder &builder,
                     std::vector<ElidedSite> &found) {
  std::string_view text(reinterpret_cast<const char *>(section.data()),
                        section.size());
  while (!text.empty()) {
    std::string_view rest = take(text, '\0');
    Note note(builder, found);
    while (!rest.empty())
      if (!note.readLine(take(rest, '\n')))
        return false;
  }
  return true;
}

} // namespace allocsites
