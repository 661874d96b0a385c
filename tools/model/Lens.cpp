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

std::string formatValue(int64_t value, Unit unit) {
  if (unit == Unit::Objects || value == 0)
    return std::to_string(value);
  return (value < 0 ? "-" : "") + formatBytes(magnitude(value));
}

} // namespace allocsites
