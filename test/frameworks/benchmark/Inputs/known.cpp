// Benchmarks that allocate what known.py says.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

using benchmark::DoNotOptimize;
using benchmark::State;

static void allocate(int objects, size_t bytes = 8) {
  for (int i = 0; i < objects; ++i) {
    void *block = std::malloc(bytes);
    DoNotOptimize(block);
    std::free(block);
  }
}

static void none(State &state) {
  for (auto _ : state)
    DoNotOptimize(state.range(0));
}
BENCHMARK(none)->Arg(1)->Arg(1000);

static void one(State &state) {
  for (auto _ : state)
    allocate(1, 24);
}
BENCHMARK(one)->Threads(1)->Threads(2)->Threads(4);

static void three(State &state) {
  for (auto _ : state) {
    DoNotOptimize(std::make_unique<int>(1).get());
    allocate(1, 10);
    DoNotOptimize(std::string(100, 'x').data());
  }
}
BENCHMARK(three)->Threads(1)->Threads(2);

static void nearlyTen(State &state) {
  int i = 0;
  for (auto _ : state)
    allocate(i++ < 30 ? 9 : 10, 4);
}
BENCHMARK(nearlyTen)->Iterations(2000);

static void growth(State &state) {
  std::vector<long> list;
  for (auto _ : state) {
    list.push_back(1);
    DoNotOptimize(list.data());
  }
}
BENCHMARK(growth)->Iterations(2000);

static void third(State &state) {
  int i = 0;
  for (auto _ : state)
    allocate(i++ % 3 == 0, 1);
}
BENCHMARK(third)->Iterations(3000);

// Wider than the columns are, and a whole number if rounded.
static void nearlyWhole(State &state) {
  size_t more = 1;
  for (auto _ : state) {
    allocate(1, 1000000 + more);
    more = 0;
  }
}
BENCHMARK(nearlyWhole)->Iterations(1000000);

static void many(State &state) {
  int i = 0;
  for (auto _ : state)
    allocate(i++ == 0 ? 2002 : 2001, 1024);
}
BENCHMARK(many)->Iterations(8);

static void unevenThreads(State &state) {
  for (auto _ : state)
    allocate(state.thread_index() == 0, 6);
}
BENCHMARK(unevenThreads)->Threads(2)->Iterations(100);

static void paused(State &state) {
  for (auto _ : state) {
    state.PauseTiming();
    allocate(5);
    state.ResumeTiming();
    allocate(2, 3);
    state.PauseTiming();
    allocate(7);
    state.ResumeTiming();
  }
}
BENCHMARK(paused)->Iterations(100);
BENCHMARK(paused)->Iterations(100)->Threads(4);

static void aroundTheLoop(State &state) {
  std::vector<int> before(1000);
  for (auto _ : state)
    DoNotOptimize(before.data());
  allocate(17);
}
BENCHMARK(aroundTheLoop);

static void keepRunning(State &state) {
  allocate(3);
  while (state.KeepRunning())
    allocate(1, 5);
}
BENCHMARK(keepRunning);

static void batches(State &state) {
  while (state.KeepRunningBatch(10))
    allocate(5, 2);
}
BENCHMARK(batches)->Iterations(1000);

class Fixture : public benchmark::Fixture {
public:
  void SetUp(const State &) override { list.assign(100, 1); }
  void TearDown(const State &) override { allocate(2); }
  std::vector<int> list;
};
BENCHMARK_F(Fixture, copies)(State &state) {
  for (auto _ : state) {
    std::vector<int> copy = list;
    DoNotOptimize(copy.data());
  }
}

static void reallocates(State &state) {
  for (auto _ : state) {
    void *block = std::malloc(10);
    DoNotOptimize(block);
    block = std::realloc(block, 1000);
    DoNotOptimize(block);
    std::free(block);
  }
}
BENCHMARK(reallocates);

static void aligned(State &state) {
  for (auto _ : state) {
    void *block = ::operator new(64, std::align_val_t(64));
    DoNotOptimize(block);
    ::operator delete(block, std::align_val_t(64));
  }
}
BENCHMARK(aligned);

// By a thread that the benchmark started before.
static void helper(State &state) {
  std::atomic<int> asked{0}, done{0};
  std::thread worker([&] {
    for (int mine = 0;; ++mine) {
      while (asked == mine)
        std::this_thread::yield();
      if (asked < 0)
        return;
      allocate(2, 7);
      ++done;
    }
  });
  for (auto _ : state) {
    int now = ++asked;
    while (done != now)
      std::this_thread::yield();
  }
  asked = -1;
  worker.join();
}
BENCHMARK(helper)->Iterations(50);

static void forks(State &state) {
  for (auto _ : state) {
    allocate(1, 9);
    pid_t child = fork();
    if (child == 0) {
      allocate(100);
      _exit(0);
    }
    waitpid(child, nullptr, 0);
  }
}
BENCHMARK(forks)->Iterations(3);

static void repeated(State &state) {
  for (auto _ : state)
    allocate(1, 11);
}
BENCHMARK(repeated)->Iterations(10)->Repetitions(3);

static void different(State &state) {
  static int repetition = 0;
  ++repetition;
  for (auto _ : state)
    allocate(1 + repetition, 5);
}
BENCHMARK(different)->Iterations(4)->Repetitions(3);

static void skipped(State &state) {
  for (auto _ : state) {
    allocate(4);
    state.SkipWithError("not today");
    break;
  }
  allocate(6);
}
BENCHMARK(skipped);

static void afterSkipped(State &state) {
  for (auto _ : state)
    allocate(1, 2);
}
BENCHMARK(afterSkipped);

static void given(State &state, int count) {
  for (auto _ : state)
    allocate(count);
}
BENCHMARK_CAPTURE(given, eight, 8);

BENCHMARK_MAIN();
