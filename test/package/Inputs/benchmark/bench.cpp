#include <benchmark/benchmark.h>
#include <string>

static void copies(benchmark::State &state) {
  std::string text(99, 'x');
  for (auto _ : state) {
    std::string copy = text;
    benchmark::DoNotOptimize(copy.data());
  }
}
BENCHMARK(copies);
