// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The runtime as a whole: what there is one of in a process, and its life.
#ifndef ALLOCSITES_RUNTIME_RUNTIME_H
#define ALLOCSITES_RUNTIME_RUNTIME_H

#include "Options.h"
#include "Registry.h"
#include "Thread.h"

namespace allocsites {

extern ALLOCSITES_HIDDEN ProfileFile File;
extern ALLOCSITES_HIDDEN Registry Sites;

/// The calling thread's state if it is to count what happens now. Starts the
/// runtime, follows a fork and adopts a thread state as needed. Null if nothing
/// is to be counted here (switched off, no room, or not now: see Own->Nested).
ALLOCSITES_SLOW Thread *enter(const void *Frame);

/// In a child that was made without the handlers of fork: it gets a profile of
/// its own, or none if another thread of the parent was at work.
void forkedWithoutHandlers();

/// Nothing is counted in this process, for good.
extern ALLOCSITES_HIDDEN bool Off;
ALLOCSITES_INLINE bool isOff() {
  return __atomic_load_n(&Off, __ATOMIC_RELAXED);
}

/// Asks for releaseThread() at the end of the calling thread.
void noticeThreadEnd();

} // namespace allocsites

#endif
