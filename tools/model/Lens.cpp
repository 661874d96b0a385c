// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Lens.h"

#include "support/Units.h"

namespace allocsites {

std::string lensNames() {
  std::string names;
  for (const LensInfo &lens : Lenses)
    names += std::string(names.empty()             ? ""
                         : &lens == &Lenses.back() ? " or "
                                                   : ", ") +
             lens.name;
  return names;
}

std::optional<Lens> parseLens(std::string_view text) {
  for (const LensInfo &lens : Lenses)
    if (text == lens.name || text == std::to_string(size_t(lens.lens)))
      return lens.lens;
  return std::nullopt;
}

std::string formatValue(uint64_t value, Unit unit) {
  return unit == Unit::Bytes && value != 0 ? formatBytes(value)
                                           : std::to_string(value);
}

} // namespace allocsites
