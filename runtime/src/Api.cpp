// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The user's functions: see allocsites/api.h.
#include "Labels.h"
#include "Runtime.h"
#include "SnapshotFile.h"

#include "allocsites/api.h"

using namespace allocsites;

namespace {

/// The calling thread's state, paused or not; null if nothing is profiled.
Thread *mine() {
  if (Thread *T = Current ? Current : enter(__builtin_frame_address(0)))
    return T;
  return Own && Own->Paused ? Own : nullptr;
}

void add(allocsites_counters &To, const Thread &T) {
  To.alloc_objects += __atomic_load_n(&T.AllocObjects, __ATOMIC_RELAXED) +
                      __atomic_load_n(&T.LostObjects, __ATOMIC_RELAXED);
  To.alloc_space +=
      T.allocSpace() + __atomic_load_n(&T.LostSpace, __ATOMIC_RELAXED);
  To.free_objects += __atomic_load_n(&T.FreeObjects, __ATOMIC_RELAXED);
  To.free_space += T.freeSpace();
}

} // namespace

#define API ALLOCSITES_EXPORT __attribute__((used))

API bool __allocsites_api_active() { return mine(); }

API void __allocsites_api_thread_counters(allocsites_counters *To) {
  *To = {};
  if (Thread *T = mine())
    add(*To, *T);
}

API void __allocsites_api_process_counters(allocsites_counters *To) {
  *To = {};
  if (!mine())
    return;
  AtWork Guard;
  Lock Hold(threadsMutex());
  forEachThread([&](Thread &T) { add(*To, T); });
}

API void __allocsites_api_pause() {
  Thread *T = mine();
  if (!T)
    return;
  ++T->Paused;
  Current = nullptr;
}

API void __allocsites_api_resume() {
  Thread *T = Own;
  if (!T || !T->Paused)
    return;
  if (!--T->Paused)
    Current = T;
}

API bool __allocsites_api_push_label(const char *Key, const char *Value) {
  Thread *T = mine();
  return T && Key && Value && pushLabel(*T, Key, Value);
}

API void __allocsites_api_pop_label() {
  if (Thread *T = mine())
    popLabel(*T);
}

API bool __allocsites_api_snapshot(const char *Path) {
  Thread *T = mine();
  if (!T)
    return false;
  AtWork Guard;
  return writeSnapshot(Path);
}
