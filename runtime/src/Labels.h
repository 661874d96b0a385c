// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Labels: nodes between the root of a thread's tree and its contexts; below
// them, if asked for, the calls that started the thread.
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

/// thread_starts: contexts of a thread begin at the call that started it.
extern ALLOCSITES_HIDDEN bool ThreadStarts;
/// thread_names: they begin at a label that is the thread's name.
extern ALLOCSITES_HIDDEN bool ThreadNames;

/// The node at which a thread begins that T, the calling thread, starts now;
/// T's root if it hands on nothing.
NodeEntry *heritageOf(Thread &T);
/// T, the calling thread, which is new, begins at a node like the one that
/// Sites lead to from the root.
void inherit(Thread &T, const Ref *Sites, uint32_t Count);

/// T, the calling thread, has the name that the kernel knows by now. With
/// ThreadNames only.
void nameThread(Thread &T);

} // namespace allocsites

#endif
