// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a program may ask of AllocSites while it runs, in C and C++. Needs no
// library: in a program without the runtime every function returns at once and
// says so (false, zeros).
//
// All functions may be called from any thread, and none allocates. They are not
// async-signal-safe.
#ifndef ALLOCSITES_API_H
#define ALLOCSITES_API_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Objects and bytes since the program's start (or its fork).
typedef struct allocsites_counters {
  uint64_t alloc_objects;
  uint64_t alloc_space; ///< bytes requested
  uint64_t free_objects;
  uint64_t free_space;
} allocsites_counters;

// The runtime's, if there is one: see the functions below.
#define ALLOCSITES_WEAK __attribute__((weak))
ALLOCSITES_WEAK bool __allocsites_api_active(void);
ALLOCSITES_WEAK void __allocsites_api_thread_counters(allocsites_counters *);
ALLOCSITES_WEAK void __allocsites_api_process_counters(allocsites_counters *);
ALLOCSITES_WEAK void __allocsites_api_pause(void);
ALLOCSITES_WEAK void __allocsites_api_resume(void);
ALLOCSITES_WEAK bool __allocsites_api_push_label(const char *, const char *);
ALLOCSITES_WEAK void __allocsites_api_pop_label(void);
ALLOCSITES_WEAK bool __allocsites_api_snapshot(const char *);
#undef ALLOCSITES_WEAK

/// Whether this process is being profiled.
static inline bool allocsites_active(void) {
  return __allocsites_api_active && __allocsites_api_active();
}

/// What the calling thread has allocated and freed (whoever allocated it).
/// Frees count only if live objects are followed. Two calls around a piece of
/// code give its allocations exactly.
static inline allocsites_counters allocsites_thread_counters(void) {
  allocsites_counters counters = {0, 0, 0, 0};
  if (__allocsites_api_thread_counters)
    __allocsites_api_thread_counters(&counters);
  return counters;
}

/// The same of all threads, also ended ones. Others that run may be between two
/// events.
static inline allocsites_counters allocsites_process_counters(void) {
  allocsites_counters counters = {0, 0, 0, 0};
  if (__allocsites_api_process_counters)
    __allocsites_api_process_counters(&counters);
  return counters;
}

/// From here to the matching resume the calling thread's allocations count
/// nowhere. Calls nest. Blocks allocated before are followed on.
static inline void allocsites_pause(void) {
  if (__allocsites_api_pause)
    __allocsites_api_pause();
}
static inline void allocsites_resume(void) {
  if (__allocsites_api_resume)
    __allocsites_api_resume();
}

/// Until the matching pop, what the calling thread allocates, and what threads
/// do that it starts, carries the label key=value; reports filter by it
/// (`-tagfocus=key=value`). Labels nest. Each value makes contexts of its own
/// in the profile: use names of tests or kinds of requests, not their numbers.
/// False if there is no room for it or no runtime; pop all the same.
static inline bool allocsites_push_label(const char *key, const char *value) {
  return __allocsites_api_push_label && __allocsites_api_push_label(key, value);
}
static inline void allocsites_pop_label(void) {
  if (__allocsites_api_pop_label)
    __allocsites_api_pop_label();
}

/// Writes the profile as it is now to a new file, which must not exist. False
/// if it could not be written (errno) or nothing is being profiled.
static inline bool allocsites_snapshot(const char *path) {
  return __allocsites_api_snapshot && __allocsites_api_snapshot(path);
}

#ifdef __cplusplus
} // extern "C"

namespace allocsites {

/// A label for a scope.
class Label {
public:
  Label(const char *key, const char *value) {
    allocsites_push_label(key, value);
  }
  ~Label() { allocsites_pop_label(); }
  Label(const Label &) = delete;
  Label &operator=(const Label &) = delete;
};

/// No counting for a scope.
class Pause {
public:
  Pause() { allocsites_pause(); }
  ~Pause() { allocsites_resume(); }
  Pause(const Pause &) = delete;
  Pause &operator=(const Pause &) = delete;
};

/// Until its end the calling thread, and threads that it starts, may allocate
/// whatever its callers promised (docs/contracts.md): what it allocates then
/// carries the label contracts=allowed.
class AllowAllocations : Label {
public:
  AllowAllocations() : Label("contracts", "allowed") {}
};

/// What the calling thread allocates from construction on: around a loop of
/// one's own, or what nanobench runs.
class Measure {
public:
  /// What each of a number of operations allocates, on average.
  struct PerOperation {
    double objects, bytes;
  };

  Measure() : start(allocsites_thread_counters()) {}
  /// So far.
  allocsites_counters counters() const {
    allocsites_counters now = allocsites_thread_counters();
    now.alloc_objects -= start.alloc_objects;
    now.alloc_space -= start.alloc_space;
    now.free_objects -= start.free_objects;
    now.free_space -= start.free_space;
    return now;
  }

  PerOperation per(uint64_t operations) const {
    allocsites_counters now = counters();
    double count = static_cast<double>(operations);
    PerOperation each = {static_cast<double>(now.alloc_objects) / count,
                         static_cast<double>(now.alloc_space) / count};
    return each;
  }

private:
  allocsites_counters start;
};

} // namespace allocsites
#endif

#endif
