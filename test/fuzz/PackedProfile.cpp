// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "PackedProfile.h"

#include "allocsites/format.h"

#include <algorithm>
#include <cstring>

namespace allocsites::fuzz {

namespace {

constexpr size_t Page = format::ChunkAlign;

template <class T> T load(const Bytes &bytes, size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(value));
  return value;
}

void store(Bytes &bytes, size_t offset, uint32_t value) {
  std::memcpy(bytes.data() + offset, &value, sizeof(value));
}

void mendStrings(Bytes &bytes, size_t begin, size_t end) {
  while (end - begin >= sizeof(format::StringEntry)) {
    uint64_t length = load<format::StringEntry>(bytes, begin).length;
    uint64_t taken =
        sizeof(format::StringEntry) + ((length + 8) & ~uint64_t(7));
    if (taken > end - begin)
      return;
    store(bytes, begin + offsetof(format::StringEntry, hash),
          format::fnv1a(&bytes[begin] + sizeof(format::StringEntry), length));
    begin += taken;
  }
}

template <class Entry>
void mendEntries(Bytes &bytes, size_t begin, size_t end) {
  constexpr size_t Check = offsetof(Entry, check);
  for (; end - begin >= sizeof(Entry); begin += sizeof(Entry))
    store(bytes, begin + Check, format::fnv1a(&bytes[begin], Check));
}

} // namespace

Bytes unpackProfile(const uint8_t *data, size_t size) {
  Bytes profile;
  while (size >= 2) {
    size_t length = std::min<size_t>(data[0] | data[1] << 8, Page);
    data += 2;
    size -= 2;
    size_t present = std::min(length, size);
    profile.insert(profile.end(), data, data + present);
    if (present == length)
      profile.resize(profile.size() + Page - length);
    data += present;
    size -= present;
  }
  return profile;
}

Bytes packProfile(const Bytes &profile) {
  Bytes packed;
  for (size_t offset = 0; offset < profile.size(); offset += Page) {
    size_t there = std::min(Page, profile.size() - offset), length = there;
    // One less than is said, for a page that is cut off.
    while (there == Page && length != 0 && profile[offset + length - 1] == 0)
      --length;
    size_t said = there == Page ? length : there + 1;
    packed.push_back(uint8_t(said));
    packed.push_back(uint8_t(said >> 8));
    packed.insert(packed.end(), profile.begin() + offset,
                  profile.begin() + offset + length);
  }
  return packed;
}

void mendProfile(Bytes &profile) {
  if (profile.size() >= sizeof(format::FileHeader))
    std::memcpy(profile.data(), format::Magic, sizeof(format::Magic));
  for (size_t offset = Page;
       offset + sizeof(format::ChunkHeader) <= profile.size();) {
    auto header = load<format::ChunkHeader>(profile, offset);
    size_t room = profile.size() - offset;
    bool sound = header.magic == format::ChunkMagic &&
                 header.used >= sizeof(header) && header.size <= room &&
                 header.size % Page == 0 && header.used <= header.size;
    if (!sound) {
      offset += Page;
      continue;
    }
    size_t begin = offset + sizeof(header), end = offset + header.used;
    if (header.type == format::ChunkType::Strings)
      mendStrings(profile, begin, end);
    else if (header.type == format::ChunkType::Frames)
      mendEntries<format::FrameEntry>(profile, begin, end);
    else if (header.type == format::ChunkType::Sites)
      mendEntries<format::SiteEntry>(profile, begin, end);
    offset += header.size;
  }
}

} // namespace allocsites::fuzz
