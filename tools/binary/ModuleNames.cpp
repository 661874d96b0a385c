// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "binary/ModuleNames.h"

#include <cstring>
#include <optional>
#include <zlib.h>

namespace allocsites {

namespace {

/// The best that zlib can do is 1 to 1032; more is no size but damage.
constexpr uint64_t BestRatio = 1032;

std::optional<std::string> unpack(const sites::NamesHead &head,
                                  std::span<const std::byte> behind) {
  uint64_t stored = head.packed ? head.packed : head.size;
  if (stored > behind.size() || head.size / BestRatio > stored)
    return std::nullopt;
  auto *bytes = reinterpret_cast<const Bytef *>(behind.data());
  if (!head.packed)
    return std::string(reinterpret_cast<const char *>(bytes), head.size);
  std::string text(head.size, '\0');
  uLongf size = head.size;
  if (uncompress(reinterpret_cast<Bytef *>(text.data()), &size, bytes,
                 head.packed) != Z_OK ||
      size != head.size)
    return std::nullopt;
  return text;
}

/// Fills in what the text holds; false if it is damaged.
bool split(const sites::NamesHead &head, ModuleNames &names) {
  const std::string &text = names.text;
  if (sites::hashOf(text.data(), text.size()) != head.hash)
    return false;
  size_t at = 0;
  for (uint32_t i = 0; i < head.strings; ++i) {
    size_t end = text.find('\0', at);
    if (end == std::string::npos)
      return false;
    names.strings.emplace_back(text.data() + at, end - at);
    at = end + 1;
  }
  sites::Cursor from(text.data() + at, text.data() + text.size());
  for (uint32_t i = 0; i < head.scopes && from.isGood(); ++i) {
    auto scope = from.read<sites::Scope>();
    if (scope.name == 0 || scope.name > head.strings ||
        scope.file > head.strings)
      return false;
    names.scopes.push_back(scope);
  }
  return from.isGood();
}

} // namespace

const ModuleNames *BinaryNames::at(uint64_t address) {
  if (auto found = known.find(address); found != known.end())
    return &found->second;
  for (const ElfSection &section : sections) {
    if (address < section.address ||
        address - section.address > section.bytes.size())
      continue;
    auto bytes = section.bytes.subspan(address - section.address);
    sites::NamesHead head;
    if (bytes.size() < sizeof head)
      continue;
    std::memcpy(&head, bytes.data(), sizeof head);
    std::optional<std::string> text = unpack(head, bytes.subspan(sizeof head));
    if (!text)
      return nullptr;
    ModuleNames &names = known[address];
    names.text = std::move(*text);
    if (split(head, names))
      return &names;
    known.erase(address);
    return nullptr;
  }
  return nullptr;
}

} // namespace allocsites
