// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Small things that every part of the runtime needs and that a hosted C++
// library would bring: branch hints, locking, private memory, messages.
// Nothing here allocates from the heap; everything preserves nothing unless it
// says so (see ErrnoKeeper).
#ifndef ALLOCSITES_RUNTIME_SUPPORT_H
#define ALLOCSITES_RUNTIME_SUPPORT_H

#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

namespace allocsites {

#define ALLOCSITES_LIKELY(x) __builtin_expect(!!(x), 1)
#define ALLOCSITES_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define ALLOCSITES_INLINE inline __attribute__((always_inline))
#define ALLOCSITES_SLOW __attribute__((noinline, cold))
/// For slow functions that the fast path goes on after: they save registers, so
/// that the fast path need not.
#if __has_attribute(preserve_most) && defined(__x86_64__)
#define ALLOCSITES_SPARING __attribute__((preserve_most))
#else
#define ALLOCSITES_SPARING
#endif
/// For variables of ours: no detour by the global offset table.
#define ALLOCSITES_HIDDEN __attribute__((visibility("hidden")))
#define ALLOCSITES_EXPORT extern "C" __attribute__((visibility("default")))

/// Restores errno: the user's program must not see that we made system calls.
class ErrnoKeeper {
public:
  ErrnoKeeper() : Saved(errno) {}
  ~ErrnoKeeper() { errno = Saved; }
  ErrnoKeeper(const ErrnoKeeper &) = delete;
  ErrnoKeeper &operator=(const ErrnoKeeper &) = delete;

private:
  int Saved;
};

/// System calls that may be cancelled are not: the thread would end with our
/// locks held, in a function that is no cancellation point.
class NoCancel {
public:
  NoCancel() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &Before); }
  ~NoCancel() { pthread_setcancelstate(Before, nullptr); }
  NoCancel(const NoCancel &) = delete;
  NoCancel &operator=(const NoCancel &) = delete;

private:
  int Before;
};

/// Holds a mutex. A thread that holds one has left the fast path (see
/// Thread.h), so a signal handler on it never waits for the same mutex.
class Lock {
public:
  explicit Lock(pthread_mutex_t &M) : Mutex(M) { pthread_mutex_lock(&Mutex); }
  ~Lock() { pthread_mutex_unlock(&Mutex); }
  Lock(const Lock &) = delete;
  Lock &operator=(const Lock &) = delete;

private:
  pthread_mutex_t &Mutex;
};

/// Zeroed pages of our own, or null. Not dumped in core files.
void *mapPrivate(size_t Bytes);
void unmapPrivate(void *Memory, size_t Bytes);

/// Small zeroed objects that live as long as the process; null when there is no
/// memory. Aligned to 64. Any thread (takes a lock).
void *arenaAllocate(size_t Bytes);

/// A text of bounded length; what does not fit is cut.
template <size_t Capacity> class FixedText {
public:
  FixedText &operator+=(const char *Text) {
    while (*Text)
      *this += *Text++;
    return *this;
  }
  FixedText &operator+=(char C) {
    if (Length + 1 < Capacity)
      Bytes[Length++] = C;
    Bytes[Length] = 0;
    return *this;
  }
  FixedText &operator+=(uint64_t Number) {
    char Digits[24];
    size_t N = 0;
    do {
      Digits[N++] = char('0' + Number % 10);
      Number /= 10;
    } while (Number);
    while (N)
      *this += Digits[--N];
    return *this;
  }
  const char *text() const { return Bytes; }
  size_t size() const { return Length; }
  bool full() const { return Length + 1 >= Capacity; }
  void clear() { Bytes[Length = 0] = 0; }
  /// Keeps the first At characters.
  void cut(size_t At) { Bytes[Length = At < Length ? At : Length] = 0; }

private:
  char Bytes[Capacity] = {0};
  size_t Length = 0;
};

/// Writes "allocsites: Text" and, if Detail is given, ": Detail" as one line to
/// standard error. Async-signal-safe. Nothing once the program has put another
/// file there: a daemon's data must not get our words.
void message(const char *Text, const char *Detail = nullptr);
/// Writes whole lines there, under the same conditions.
void writeMessage(const char *Lines, size_t Length);
/// What standard error is now is where messages go.
void rememberStandardError();

/// A short English word for an errno value; static storage, never null.
const char *errorName(int Error);

} // namespace allocsites

#endif
