// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counts what the timed loop of a benchmark allocates, and nothing else.
//
// The four functions of benchmark::State that begin, end and interrupt the
// timed loop are called from the benchmark itself (the loop is inline code), so
// the linker can put ours in their place (wrap.rsp). Each calls the real one
// with counting paused: what the framework allocates is not the benchmark's.
#ifndef ALLOCSITES_ADAPTERS_BENCHMARK_LOOP_H
#define ALLOCSITES_ADAPTERS_BENCHMARK_LOOP_H

#include "allocsites/api.h"

#include <benchmark/benchmark.h>

#include <mutex>
#include <set>
#include <string>

namespace allocsites_benchmark {

constexpr const char *AllocsName = "allocs/op";
constexpr const char *BytesName = "B/op";
/// Which run a row of the report is about; only where lines are asked for.
constexpr const char *RunName = "allocsites_run";

/// Tells the runs of a program apart: all threads of a run get one number.
class RunNumbers {
public:
  unsigned enter(int threadIndex) {
    std::lock_guard<std::mutex> hold(mutex);
    // Runs come one after the other: a thread that is here again began one.
    if (number == 0 || !seen.insert(threadIndex).second) {
      ++number;
      seen.clear();
      seen.insert(threadIndex);
    }
    return number;
  }

private:
  std::mutex mutex;
  std::set<int> seen;
  unsigned number = 0;
};

/// The timed loop that the calling thread is in.
class Loop {
public:
  static Loop &mine() {
    static thread_local Loop loop;
    return loop;
  }
  /// Whether rows will be asked for their lines.
  static bool &keepsLines() {
    static bool keeps = false;
    return keeps;
  }

  void begin(const benchmark::State &state) {
    abandon(); // the last one, if it was left by an error
    running = true;
    // What threads allocate that a benchmark starts itself is its own; in a
    // benchmark of several threads theirs cannot be told apart.
    wholeProcess = state.threads() == 1;
    objects = bytes = 0;
    run = 0;
    if (keepsLines()) {
      static RunNumbers numbers;
      run = numbers.enter(state.thread_index());
    }
    label();
  }
  /// Counting goes on from here.
  void resume() {
    if (!running || counting)
      return;
    if (!labels)
      label();
    counting = true;
    start = now();
  }
  void pause() {
    if (!counting)
      return;
    allocsites_counters end = now();
    objects += end.alloc_objects - start.alloc_objects;
    bytes += end.alloc_space - start.alloc_space;
    counting = false;
    unlabel();
  }
  void end(benchmark::State &state) {
    pause();
    if (!running)
      return;
    running = false;
    typedef benchmark::Counter Counter;
    state.counters[AllocsName] =
        Counter(static_cast<double>(objects), Counter::kAvgIterations);
    state.counters[BytesName] =
        Counter(static_cast<double>(bytes), Counter::kAvgIterations);
    if (run)
      state.counters[RunName] = Counter(run, Counter::kAvgThreads);
  }
  /// The loop was left, and no report wants its numbers.
  void abandon() {
    pause();
    unlabel();
    running = false;
  }

private:
  allocsites_counters now() const {
    return wholeProcess ? allocsites_process_counters()
                        : allocsites_thread_counters();
  }
  void label() {
    allocsites_push_label("benchmark", "timed");
    ++labels;
    if (run) {
      allocsites_push_label("benchmark_run", std::to_string(run).c_str());
      ++labels;
    }
  }
  void unlabel() {
    for (; labels; --labels)
      allocsites_pop_label();
  }

  bool running = false, counting = false, wholeProcess = false;
  unsigned labels = 0, run = 0;
  uint64_t objects = 0, bytes = 0;
  allocsites_counters start = {0, 0, 0, 0};
};

} // namespace allocsites_benchmark

// The linker's names: __wrap_X stands in for X, __real_X is X.
#define ALLOCSITES_STATE_FUNCTION(NAME, MANGLED)                               \
  void __real_##NAME(benchmark::State *) __asm__("__real_" MANGLED);           \
  void __wrap_##NAME(benchmark::State *) __asm__("__wrap_" MANGLED)

ALLOCSITES_STATE_FUNCTION(begin, "_ZN9benchmark5State16StartKeepRunningEv");
ALLOCSITES_STATE_FUNCTION(end, "_ZN9benchmark5State17FinishKeepRunningEv");
ALLOCSITES_STATE_FUNCTION(pause, "_ZN9benchmark5State11PauseTimingEv");
ALLOCSITES_STATE_FUNCTION(resume, "_ZN9benchmark5State12ResumeTimingEv");
#undef ALLOCSITES_STATE_FUNCTION
void __real_skip(benchmark::State *, const char *) __asm__(
    "__real__ZN9benchmark5State13SkipWithErrorEPKc");
void __wrap_skip(benchmark::State *, const char *) __asm__(
    "__wrap__ZN9benchmark5State13SkipWithErrorEPKc");

// As little as can be lies between the real function, which starts or stops the
// clock, and the benchmark.
void __wrap_begin(benchmark::State *state) {
  using allocsites_benchmark::Loop;
  Loop &loop = Loop::mine();
  if (allocsites_active())
    loop.begin(*state);
  {
    allocsites::Pause framework;
    __real_begin(state);
  }
  loop.resume();
}

void __wrap_end(benchmark::State *state) {
  using allocsites_benchmark::Loop;
  {
    allocsites::Pause framework;
    __real_end(state);
  }
  Loop::mine().end(*state);
}

void __wrap_pause(benchmark::State *state) {
  using allocsites_benchmark::Loop;
  {
    allocsites::Pause framework;
    __real_pause(state);
  }
  Loop::mine().pause();
}

void __wrap_resume(benchmark::State *state) {
  using allocsites_benchmark::Loop;
  Loop &loop = Loop::mine();
  {
    allocsites::Pause framework;
    __real_resume(state);
  }
  loop.resume();
}

void __wrap_skip(benchmark::State *state, const char *why) {
  using allocsites_benchmark::Loop;
  Loop::mine().abandon();
  __real_skip(state, why);
}

#endif
