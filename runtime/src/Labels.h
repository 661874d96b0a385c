// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Labels: nodes between the root of a thread's tree and its contexts.
#ifndef ALLOCSITES_RUNTIME_LABELS_H
#define ALLOCSITES_RUNTIME_LABELS_H

#include "Thread.h"

namespace allocsites {

/// The contexts of T, the calling thread, begin at a label below the one they
/// begin at now. False if the profile has no room; T has one label more all the
/// same.
bool pushLabel(Thread &T, const char *Key, const char *Value);
/// Takes the innermost label away, if there is one.
void popLabel(Thread &T);

/// What a thread hands on to those that it starts: references of its labels'
/// sites, from the outermost one.
struct LabelList {
  static constexpr uint32_t Most = 16; ///< further ones are not handed on
  uint32_t Count = 0;
  Ref Sites[Most];
};
LabelList labelsOf(const Thread &T);
/// T, the calling thread, has no labels yet.
void takeLabels(Thread &T, const LabelList &Labels);

} // namespace allocsites

#endif
