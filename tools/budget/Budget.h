// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Budget files: how much may be allocated, and where. The format is described
// in docs/check.md.
#ifndef ALLOCSITES_BUDGET_BUDGET_H
#define ALLOCSITES_BUDGET_BUDGET_H

#include "model/Lens.h"
#include "support/Regex.h"
#include "support/Result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace allocsites {

/// The most that a lens may show.
struct Limit {
  enum Form {
    Absolute,  ///< `amount`, of each operation
    More,      ///< that much more than the baseline
    MoreParts, ///< the baseline and this part of it
  };

  Lens lens;
  Form form = Absolute;
  double amount = 0;
  std::string text; ///< as written
};

struct Budget {
  std::string name;
  int line = 0; ///< in the file, where it starts
  // What counts: all that matches each of those given.
  std::optional<Regex> function, file; ///< of the line that is charged
  bool below = false; ///< `function` and `file` may be anywhere on the path
  std::optional<Regex> kind, type;
  std::string labelKey; ///< empty: any
  std::optional<Regex> label;
  double operations = 1;
  std::vector<Limit> limits; ///< at least one

  bool needsBaseline() const;
};

/// \p text is the content of \p path, which errors name with the line at fault.
Result<std::vector<Budget>> parseBudgets(const std::string &path,
                                         const std::string &text);
Result<std::vector<Budget>> readBudgets(const std::string &path);

/// "12.5", "20 kB", "1 MiB" (kB, MB, GB are those of 1024, as everywhere in
/// reports); nothing if it is no amount of the unit.
std::optional<double> parseAmount(std::string_view text, Unit unit);

} // namespace allocsites

#endif
