// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The names of the modules that a program was linked from.
// See also: runtime/include/allocsites/sites.h, how they are packed.
#ifndef ALLOCSITES_BINARY_MODULENAMES_H
#define ALLOCSITES_BINARY_MODULENAMES_H

#include "allocsites/sites.h"
#include "binary/Elf.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace allocsites {

struct ModuleNames {
  std::string text;
  std::vector<std::string_view> strings; ///< into the text; from 0
  std::vector<sites::Scope> scopes;      ///< whose strings exist, the names too
};

/// Unpacks names as they are asked for.
class BinaryNames {
public:
  /// \p sections are those named ALLOCSITES_NAMES_SECTION.
  explicit BinaryNames(std::vector<ElfSection> sections)
      : sections(std::move(sections)) {}

  /// Null if there are none at \p address, or they are damaged. Lives as long
  /// as this object.
  const ModuleNames *at(uint64_t address);

private:
  std::vector<ElfSection> sections;
  std::unordered_map<uint64_t, ModuleNames> known;
};

} // namespace allocsites

#endif
