// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two profiles of a program that was changed in between.
#ifndef ALLOCSITES_MODEL_DIFFERENCE_H
#define ALLOCSITES_MODEL_DIFFERENCE_H

#include "model/Model.h"

namespace allocsites {

/// Moves what \p old says of a function to where \p now has that function: its
/// file, and its lines by the distance from the function's first line. So a
/// line stays the same line when only what stands above its function was
/// changed. A function is known by its name and its file, or, if the file is
/// not in \p now, by its name and the last part of the file's path.
void rebase(Model &old, const Model &now);

struct DifferenceOptions {
  /// Percentages are of the base, not of all differences.
  bool ofBase = false;
  /// Scale \p now so that its totals are those of the base.
  bool normalise = false;
};

/// What \p now has more than \p base in each context, less than nothing where
/// it has less. Sizes and lifetimes are left out. As pprof's -base, -diff_base
/// and -normalize.
Model difference(Model now, Model base, const DifferenceOptions &options);

} // namespace allocsites

#endif
