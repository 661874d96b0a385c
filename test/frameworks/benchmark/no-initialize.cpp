// Intent: a main function that takes no flags of the framework gets columns and,
// by the environment, lines; a bad number there is refused.
//
// RUN: %instrument-benchmark -O2 %s -o %t
// RUN: rm -f %t.*allocs
// RUN: env ALLOCSITES_FILE=%t.allocs %t | %FileCheck %s --implicit-check-not=no-initialize.cpp
// RUN: env ALLOCSITES_FILE=%t.2.allocs ALLOCSITES_TOP=1 %t | %FileCheck %s --check-prefixes=CHECK,LINE
// RUN: %not env ALLOCSITES_FILE=%t.3.allocs ALLOCSITES_TOP=-1 %t 2>&1 | %FileCheck %s --check-prefix=BAD
#include <benchmark/benchmark.h>

static void one(benchmark::State &state) {
  for (auto _ : state) {
    int *block = new int[5];
    benchmark::DoNotOptimize(block);
    delete[] block;
  }
}
BENCHMARK(one)->Iterations(10);

int main() { benchmark::RunSpecifiedBenchmarks(); }
// CHECK: one/iterations:10 {{.*}} 10 1 20
// LINE-NEXT: 1 allocs/op 20 B/op one(benchmark::State&) {{.*}}no-initialize.cpp:13
//
// BAD: allocsites: ALLOCSITES_TOP=-1: give a number of lines from 0 to 1000
