// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Assertions about allocations, for tests:
//
//   ALLOCSITES_EXPECT_AT_MOST(3) { parse(text); }
//   ALLOCSITES_EXPECT_NONE { lookup(table, key); }
//   ALLOCSITES_EXPECT_BYTES_AT_MOST(4096) { render(page); }
//
// or, for the rest of a scope, objects of ExpectAtMost, ExpectNone and
// ExpectBytesAtMost. What counts is what the calling thread allocates. A
// failure names the lines that allocated; with an adapter (AllocSites::gtest,
// catch2, doctest) it fails the test, without one it ends the program.
//
// ALLOCSITES_EXPECTATIONS, set for a whole program:
//   0           the blocks run and nothing is checked
//   1           checked where the program is profiled (the default)
//   2           not being profiled is a failure too
#ifndef ALLOCSITES_EXPECT_H
#define ALLOCSITES_EXPECT_H

#include "allocsites/worst_lines.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <mutex>
#include <string>

#ifndef ALLOCSITES_EXPECTATIONS
#define ALLOCSITES_EXPECTATIONS 1
#endif

namespace allocsites {

/// Told of a failure; \p message has several lines.
typedef void (*FailureHandler)(const char *file, int line,
                               const std::string &message);

/// Prints and ends the program.
inline void abortOnFailure(const char *file, int line,
                           const std::string &message) {
  std::fprintf(stderr, "%s:%d: %s\n", file, line, message.c_str());
  std::abort();
}

/// What happens with failures: an adapter's, while a test of it runs.
inline FailureHandler &failureHandler() {
  static FailureHandler handler = abortOnFailure;
  return handler;
}

/// What a scope may allocate; checked at its end, unless an exception ends it.
class Expectation {
public:
  enum Unit { Objects, Bytes };

  Expectation(Unit unit, uint64_t limit, const char *file, int line)
      : unit(unit), limit(limit), file(file), line(line), first(true),
        exceptions(unwinding()) {
    if (ALLOCSITES_EXPECTATIONS == 0)
      return;
    Pause pause;
    place = file + (":" + std::to_string(line));
    runs = countRun(place);
    allocsites_push_label("expect", place.c_str());
    active = allocsites_active();
    start = allocsites_thread_counters();
  }
  ~Expectation() {
    if (ALLOCSITES_EXPECTATIONS == 0)
      return;
    allocsites_counters now = allocsites_thread_counters();
    Pause pause;
    allocsites_pop_label();
    if (unwinding() == exceptions)
      check(now.alloc_objects - start.alloc_objects,
            now.alloc_space - start.alloc_space);
  }
  Expectation(const Expectation &) = delete;
  Expectation &operator=(const Expectation &) = delete;

  /// True once: the condition of the loop that the macros are.
  bool enter() {
    bool result = first;
    first = false;
    return result;
  }

private:
  static int unwinding() {
#if __cplusplus >= 201703L
    return std::uncaught_exceptions();
#else
    return std::uncaught_exception();
#endif
  }

  /// How often this expectation was met with, this time included.
  static unsigned countRun(const std::string &place) {
    static std::mutex mutex;
    static std::map<std::string, unsigned> counts;
    std::lock_guard<std::mutex> hold(mutex);
    return ++counts[place];
  }

  void check(uint64_t objects, uint64_t bytes) const {
    if (!active) {
      if (ALLOCSITES_EXPECTATIONS == 2)
        failureHandler()(file, line,
                         "allocations were expected to be counted, and "
                         "nothing is profiled in this process");
      return;
    }
    if ((unit == Objects ? objects : bytes) <= limit)
      return;
    std::string message =
        "allocated " + std::to_string(objects) + " times, " +
        std::to_string(bytes) + " bytes; expected " +
        (limit == 0 ? "no allocation"
                    : "at most " + std::to_string(limit) +
                          (unit == Objects ? " allocation" : " byte") +
                          (limit == 1 ? "" : "s")) +
        (runs > 1
             ? " (lines: all " + std::to_string(runs) + " times that it ran)\n"
             : "\n");
    const unsigned lines = 8;
    message += worstLines("expect", place, lines, 0,
                          unit == Objects ? "alloc_objects" : "alloc_space");
    while (!message.empty() && message.back() == '\n')
      message.pop_back();
    failureHandler()(file, line, message);
  }

  Unit unit;
  uint64_t limit;
  const char *file;
  int line;
  bool first, active = false;
  int exceptions;
  unsigned runs = 0;
  std::string place;
  allocsites_counters start = {0, 0, 0, 0};
};

struct ExpectAtMost : Expectation {
  explicit ExpectAtMost(uint64_t limit, const char *file = __builtin_FILE(),
                        int line = __builtin_LINE())
      : Expectation(Objects, limit, file, line) {}
};
struct ExpectNone : Expectation {
  explicit ExpectNone(const char *file = __builtin_FILE(),
                      int line = __builtin_LINE())
      : Expectation(Objects, 0, file, line) {}
};
struct ExpectBytesAtMost : Expectation {
  explicit ExpectBytesAtMost(uint64_t limit,
                             const char *file = __builtin_FILE(),
                             int line = __builtin_LINE())
      : Expectation(Bytes, limit, file, line) {}
};

} // namespace allocsites

#define ALLOCSITES_EXPECT_BLOCK(UNIT, LIMIT)                                   \
  for (::allocsites::Expectation allocsitesExpectation(                        \
           ::allocsites::Expectation::UNIT, (LIMIT), __FILE__, __LINE__);      \
       allocsitesExpectation.enter();)
#define ALLOCSITES_EXPECT_AT_MOST(COUNT) ALLOCSITES_EXPECT_BLOCK(Objects, COUNT)
#define ALLOCSITES_EXPECT_NONE ALLOCSITES_EXPECT_BLOCK(Objects, 0)
#define ALLOCSITES_EXPECT_BYTES_AT_MOST(COUNT)                                 \
  ALLOCSITES_EXPECT_BLOCK(Bytes, COUNT)

#endif
