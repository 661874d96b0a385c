// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocs/op and B/op in Google Benchmark (1.7 or later), without a change to
// the program: compile this file with it and link with the options in wrap.rsp
// (CMake: AllocSites::benchmark). See docs/benchmarks.md.
//
//   --allocsites_top=N   the N worst lines of each benchmark below its row
//                        (ALLOCSITES_TOP=N where the program takes no flags)
#include "Reporters.h"

#include "allocsites/worst_lines.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

namespace allocsites_benchmark {

/// A number of lines; \p name is where the user gave it.
inline unsigned numberOfLines(const char *name, const char *value) {
  char *end = nullptr;
  long number = std::strtol(value, &end, 10);
  if (end == value || *end || number < 0 || number > 1000) {
    std::fprintf(stderr,
                 "allocsites: %s=%s: give a number of lines from 0 to 1000\n",
                 name, value);
    std::exit(2);
  }
  return static_cast<unsigned>(number);
}

struct Flags {
  unsigned top = 0;     ///< --allocsites_top, ALLOCSITES_TOP
  bool csvFile = false; ///< --benchmark_out=F --benchmark_out_format=csv
  std::string outFile, outFormat;

  /// The environment also reaches programs that give the framework no flags.
  Flags() {
    if (const char *value = std::getenv("ALLOCSITES_TOP"))
      top = numberOfLines("ALLOCSITES_TOP", value);
  }
};

inline Flags &flags() {
  static Flags theFlags;
  return theFlags;
}

/// Its value, if \p argument is the flag \p name.
inline const char *valueOf(const char *argument, const char *name) {
  size_t length = std::strlen(name);
  return std::strncmp(argument, name, length) == 0 && argument[length] == '='
             ? argument + length + 1
             : nullptr;
}

/// Takes our own flags out.
inline void readFlags(int *argc, char **argv) {
  Flags &read = flags();
  for (const char *name : {"BENCHMARK_OUT", "BENCHMARK_OUT_FORMAT"})
    if (const char *value = std::getenv(name))
      (std::strlen(name) == 13 ? read.outFile : read.outFormat) = value;
  int kept = *argc > 0 ? 1 : 0;
  for (int i = 1; i < *argc; ++i) {
    if (const char *value = valueOf(argv[i], "--allocsites_top")) {
      read.top = numberOfLines("--allocsites_top", value);
      continue;
    }
    if (const char *value = valueOf(argv[i], "--benchmark_out"))
      read.outFile = value;
    if (const char *value = valueOf(argv[i], "--benchmark_out_format"))
      read.outFormat = value;
    argv[kept++] = argv[i];
  }
  if (kept < *argc)
    argv[kept] = nullptr;
  *argc = kept;
  read.csvFile = !read.outFile.empty() && read.outFormat == "csv";
}

/// What to print below a row.
inline std::string linesBelow(const Run &run) {
  benchmark::UserCounters::const_iterator number = run.counters.find(RunName);
  if (number == run.counters.end() || run.run_type != Run::RT_Iteration)
    return "";
  double value = number->second.value;
  if (value != static_cast<double>(static_cast<long>(value)))
    return "  (no lines: not all threads reached the loop)\n";
  return allocsites::worstLines(
      "benchmark_run", std::to_string(static_cast<long>(value)), flags().top,
      static_cast<uint64_t>(run.iterations));
}

/// Our reporter in the place of one of the framework's; null: for any other.
inline std::unique_ptr<benchmark::BenchmarkReporter>
replacement(benchmark::BenchmarkReporter *reporter) {
  typedef std::unique_ptr<benchmark::BenchmarkReporter> Pointer;
  // By their virtual tables: the program may have no type information.
  auto table = [](const benchmark::BenchmarkReporter *object) {
    const void *pointer;
    std::memcpy(&pointer, static_cast<const void *>(object), sizeof pointer);
    return pointer;
  };
  benchmark::ConsoleReporter console;
  if (table(reporter) == table(&console))
    return Pointer(new Console(
        static_cast<benchmark::ConsoleReporter &>(*reporter), linesBelow));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  benchmark::CSVReporter csv;
#pragma GCC diagnostic pop
  if (table(reporter) == table(&csv)) {
    Pointer ours(new Csv);
    ours->SetOutputStream(&reporter->GetOutputStream());
    ours->SetErrorStream(&reporter->GetErrorStream());
    return ours;
  }
  return nullptr;
}

} // namespace allocsites_benchmark

// The linker's names: see Loop.h.
#define ALLOCSITES_WRAPPED(RESULT, NAME, MANGLED, ...)                         \
  RESULT __real_##NAME(__VA_ARGS__) __asm__("__real_" MANGLED);                \
  RESULT __wrap_##NAME(__VA_ARGS__) __asm__("__wrap_" MANGLED);                \
  RESULT __wrap_##NAME(__VA_ARGS__)
#define RUN_PREFIX "_ZN9benchmark22RunSpecifiedBenchmarksE"
#define TEXT "NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"

ALLOCSITES_WRAPPED(void, initialize, "_ZN9benchmark10InitializeEPiPPcPFvvE",
                   int *argc, char **argv, void (*help)()) {
  allocsites_benchmark::readFlags(argc, argv);
  __real_initialize(argc, argv, help);
}

namespace {

using benchmark::BenchmarkReporter;

template <class RealRun>
size_t runWith(BenchmarkReporter *display, BenchmarkReporter *file,
               RealRun run) {
  using namespace allocsites_benchmark;
  if (!allocsites_active()) {
    std::fputs("allocsites: no allocs/op and B/op: nothing is profiled in this "
               "process (is the runtime linked, and not switched off in "
               "ALLOCSITES_OPTIONS?)\n",
               stderr);
    return run(display, file);
  }
  if (!display)
    display = benchmark::CreateDefaultDisplayReporter();
  std::unique_ptr<BenchmarkReporter> ours = replacement(display);
  Loop::keepsLines() = ours && flags().top != 0;
  std::unique_ptr<BenchmarkReporter> ourFile;
  if (!file && flags().csvFile)
    ourFile.reset(file = new Csv);
  return run(ours ? ours.get() : display, file);
}

} // namespace

ALLOCSITES_WRAPPED(size_t, runReporters,
                   RUN_PREFIX "PNS_17BenchmarkReporterES1_",
                   BenchmarkReporter *display, BenchmarkReporter *file) {
  return runWith(display, file, [](BenchmarkReporter *d, BenchmarkReporter *f) {
    return __real_runReporters(d, f);
  });
}
ALLOCSITES_WRAPPED(size_t, runReporter, RUN_PREFIX "PNS_17BenchmarkReporterE",
                   BenchmarkReporter *display) {
  (void)__real_runReporter;
  return __wrap_runReporters(display, nullptr);
}
ALLOCSITES_WRAPPED(size_t, run, RUN_PREFIX "v", void) {
  (void)__real_run;
  return __wrap_runReporters(nullptr, nullptr);
}
ALLOCSITES_WRAPPED(size_t, runAll,
                   RUN_PREFIX "PNS_17BenchmarkReporterES1_" TEXT,
                   BenchmarkReporter *display, BenchmarkReporter *file,
                   std::string spec) {
  return runWith(display, file,
                 [&](BenchmarkReporter *d, BenchmarkReporter *f) {
                   return __real_runAll(d, f, spec);
                 });
}
ALLOCSITES_WRAPPED(size_t, runReporterSpec,
                   RUN_PREFIX "PNS_17BenchmarkReporterE" TEXT,
                   BenchmarkReporter *display, std::string spec) {
  (void)__real_runReporterSpec;
  return __wrap_runAll(display, nullptr, spec);
}
ALLOCSITES_WRAPPED(size_t, runSpec, RUN_PREFIX TEXT, std::string spec) {
  (void)__real_runSpec;
  return __wrap_runAll(nullptr, nullptr, spec);
}
