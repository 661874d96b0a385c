// Intent: a program with a main function and reporters of its own gets the
// columns, the lines of each benchmark (per operation, also where it ran but
// once), and its own counters beside them; bad numbers of lines are refused.
//
// RUN: %instrument-benchmark -O2 %s -o %t
// RUN: rm -f %t.allocs
// RUN: env ALLOCSITES_FILE=%t.allocs %t --allocsites_top=2 --benchmark_min_time=0.001 | %FileCheck %s
// RUN: env ALLOCSITES_FILE=%t.1.allocs %t --allocsites_top=2 --benchmark_min_time=0.000000001 | %FileCheck %s
// RUN: %not %t --allocsites_top=many 2>&1 | %FileCheck %s --check-prefix=BAD
// RUN: env ALLOCSITES_FILE=%t.2.allocs %t --no_such_flag 2>&1 | %FileCheck %s --check-prefix=UNKNOWN
#include <benchmark/benchmark.h>
#include <cstring>
#include <string>
#include <vector>

static void lines(benchmark::State &state) {
  for (auto _ : state) {
    std::vector<int> four(4);
    benchmark::DoNotOptimize(four.data());
    for (int i = 0; i < 3; ++i) {
      std::string copy(50, 'x');
      benchmark::DoNotOptimize(copy.data());
    }
    state.PauseTiming();
    benchmark::DoNotOptimize(new int);
    state.ResumeTiming();
    long *one = new long;
    benchmark::DoNotOptimize(one);
    delete one;
  }
  state.counters["mine"] = 7;
  state.SetLabel("labelled");
}
BENCHMARK(lines)->Threads(1)->Threads(2);

int main(int argc, char **argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv))
    return 0;
  benchmark::ConsoleReporter console(benchmark::ConsoleReporter::OO_Tabular);
  benchmark::RunSpecifiedBenchmarks(&console);
}
// CHECK: Benchmark Time CPU Iterations allocs/op B/op mine{{$}}
// CHECK: lines/threads:1 {{.*}} 5 177 7 labelled
// CHECK-NEXT: 3 allocs/op 153 B/op lines(benchmark::State&) {{.*}}own-main.cpp:21 [string construction]
// CHECK-NEXT: 1 allocs/op {{.*}}own-main.cpp:{{18|27}}
// CHECK-NEXT: lines/threads:2 {{.*}} 5 177 14 labelled
// CHECK-NEXT: 3 allocs/op 153 B/op {{.*}}own-main.cpp:21
// CHECK-NEXT: 1 allocs/op
//
// BAD: allocsites: --allocsites_top=many: give a number of lines from 0 to 1000
// UNKNOWN: error: unrecognized command-line flag: --no_such_flag
