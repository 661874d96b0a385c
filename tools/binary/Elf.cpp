// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "binary/Elf.h"

#include <cstring>
#include <elf.h>
#include <fmt/format.h>

namespace allocsites {

namespace {

/// No program's table is that long; a broken one must not take all memory.
constexpr uint64_t MostHeaders = uint64_t(1) << 20;
constexpr uint64_t LargestSection = uint64_t(1) << 32;

template <class Entry> Entry entryAt(const FileBytes &bytes, uint64_t index) {
  Entry entry;
  std::memcpy(&entry, bytes.data() + index * sizeof(Entry), sizeof(Entry));
  return entry;
}

const char *whyNot(const Elf64_Ehdr &header) {
  if (header.e_ident[EI_CLASS] != ELFCLASS64)
    return "is not a 64-bit file";
  if (header.e_ident[EI_DATA] != ELFDATA2LSB)
    return "is not little-endian";
  if (header.e_type == ET_REL)
    return "is not linked yet; give the program or library that it is linked "
           "into";
  if (header.e_type == ET_CORE)
    return "is a core dump; give the program itself";
  if (header.e_type != ET_EXEC && header.e_type != ET_DYN)
    return "is neither a program nor a shared library";
  return nullptr;
}

} // namespace

bool isElf(const std::string &path) {
  Result<InputFile> file = InputFile::open(path);
  char magic[SELFMAG];
  return file && file->readAt(0, magic, sizeof magic) &&
         std::memcmp(magic, ELFMAG, SELFMAG) == 0;
}

Error ElfFile::broken(const char *what) const {
  return {fmt::format("{}: is cut off or damaged: its {} out of the file; copy "
                      "it again, or link it again",
                      thePath, what)};
}

bool ElfFile::holds(uint64_t offset, uint64_t size) const {
  return offset <= fileSize && size <= fileSize - offset;
}

Result<FileBytes> ElfFile::read(uint64_t offset, uint64_t size) const {
  Result<FileBytes> bytes = FileBytes::allocate(size, thePath);
  if (bytes && size != 0 && !file.readAt(offset, bytes->data(), size))
    return Error{thePath + ": cannot be read, or has changed meanwhile; try "
                           "again"};
  return bytes;
}

Result<ElfFile> ElfFile::open(const std::string &path) {
  Result<InputFile> input = InputFile::open(path);
  if (!input)
    return input.error();
  ElfFile file(path, std::move(*input));
  if (Result<void> done = file.readHeaders(); !done)
    return done.error();
  return file;
}

Result<void> ElfFile::readHeaders() {
  fileSize = file.size();
  Elf64_Ehdr header;
  if (!file.readAt(0, &header, sizeof header) ||
      std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
    return Error{thePath + ": is no ELF file; give a program or a shared "
                           "library"};
  if (const char *why = whyNot(header))
    return Error{thePath + ": " + why};
  if (header.e_shoff == 0)
    return Error{thePath + ": has no section headers, which tell where its "
                           "sites are; give the file as it was linked"};
  if (header.e_shentsize != sizeof(Elf64_Shdr))
    return broken("headers lead");
  // Numbers that are too large for the header stand in the first section's.
  Elf64_Shdr first;
  if (!holds(header.e_shoff, sizeof first) ||
      !file.readAt(header.e_shoff, &first, sizeof first))
    return broken("section headers lead");
  uint64_t sections = header.e_shnum ? header.e_shnum : first.sh_size;
  uint64_t names =
      header.e_shstrndx == SHN_XINDEX ? first.sh_link : header.e_shstrndx;
  return readSections(header.e_shoff, sections, names);
}

Result<void> ElfFile::readSections(uint64_t offset, uint64_t count,
                                   uint64_t nameSection) {
  if (count > MostHeaders || !holds(offset, count * sizeof(Elf64_Shdr)))
    return broken("section headers lead");
  Result<FileBytes> table = read(offset, count * sizeof(Elf64_Shdr));
  if (!table)
    return table.error();
  if (nameSection >= count)
    return broken("section names lead");
  auto names = entryAt<Elf64_Shdr>(*table, nameSection);
  if (names.sh_size > LargestSection || !holds(names.sh_offset, names.sh_size))
    return broken("section names lead");
  Result<FileBytes> text = read(names.sh_offset, names.sh_size);
  if (!text)
    return text.error();
  for (uint64_t i = 1; i < count; ++i) {
    auto each = entryAt<Elf64_Shdr>(*table, i);
    if (each.sh_name >= text->size())
      return broken("section names lead");
    const char *name =
        reinterpret_cast<const char *>(text->data()) + each.sh_name;
    headers.push_back({{name, strnlen(name, text->size() - each.sh_name)},
                       each.sh_addr,
                       each.sh_offset,
                       each.sh_size,
                       each.sh_type != SHT_NOBITS,
                       (each.sh_flags & SHF_COMPRESSED) != 0});
  }
  return {};
}

Result<std::vector<ElfSection>> ElfFile::sections(std::string_view name) {
  std::vector<ElfSection> result;
  for (const Header &header : headers) {
    if (header.name != name || header.size == 0)
      continue;
    if (!header.inFile)
      return Error{fmt::format("{}: holds no debug or site data itself; give "
                               "the file as it was linked",
                               thePath)};
    if (header.compressed)
      return Error{fmt::format("{}: section {} is compressed; link without "
                               "--compress-sections",
                               thePath, name)};
    if (header.size > LargestSection || !holds(header.offset, header.size))
      return broken("sections lead");
    Result<FileBytes> bytes = read(header.offset, header.size);
    if (!bytes)
      return bytes.error();
    result.push_back(
        {header.name, header.address, {bytes->data(), size_t(bytes->size())}});
    kept.push_back(std::move(*bytes));
  }
  return result;
}

} // namespace allocsites
