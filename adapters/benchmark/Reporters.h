// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The framework's own console and CSV reporters with two columns more. They
// would round (console: 9.98496k; CSV: six digits); so they do not get the
// numbers, which are written here: with all their digits in CSV, and with those
// that columns have room for on the console. JSON has all anyway.
#ifndef ALLOCSITES_ADAPTERS_BENCHMARK_REPORTERS_H
#define ALLOCSITES_ADAPTERS_BENCHMARK_REPORTERS_H

#include "Loop.h"

#include "allocsites/per_operation.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

namespace allocsites_benchmark {

typedef benchmark::BenchmarkReporter::Run Run;

inline bool isMeasured(const Run &run) {
  return run.counters.count(AllocsName) != 0;
}

/// A row without our counters.
inline Run stripped(Run run) {
  for (const char *name : {AllocsName, BytesName, RunName})
    run.counters.erase(name);
  return run;
}

inline std::string cell(const Run &run, const char *name) {
  benchmark::UserCounters::const_iterator found = run.counters.find(name);
  return found == run.counters.end() ? ""
                                     : allocsites::exactly(found->second.value);
}

/// The same for people, who get variation in percent.
inline std::string shown(const Run &run, const char *name) {
  using allocsites::fitted;
  benchmark::UserCounters::const_iterator found = run.counters.find(name);
  if (found == run.counters.end())
    return "";
  double value = found->second.value;
  if (run.run_type == Run::RT_Aggregate) {
    // The error of the framework's computation is no fraction.
    char text[40];
    std::snprintf(text, sizeof text, "%.15g", value);
    value = std::strtod(text, nullptr);
  }
  return run.aggregate_unit == benchmark::StatisticUnit::kPercentage
             ? fitted(value * 100, allocsites::perOperationWidth - 2) + " %"
             : fitted(value);
}

/// What \p print writes to \p reporter's stream.
inline std::string capture(benchmark::BenchmarkReporter &reporter,
                           const std::function<void()> &print) {
  std::ostream &before = reporter.GetOutputStream();
  std::ostringstream text;
  reporter.SetOutputStream(&text);
  print();
  reporter.SetOutputStream(&before);
  return text.str();
}

/// The lines of \p text; a newline between quotes ends none.
inline std::vector<std::string> linesOf(const std::string &text) {
  std::vector<std::string> lines;
  std::string line;
  bool quoted = false;
  for (char c : text) {
    if (c == '"')
      quoted = !quoted;
    if (c != '\n' || quoted) {
      line += c;
      continue;
    }
    lines.push_back(line);
    line.clear();
  }
  if (!line.empty())
    lines.push_back(line);
  return lines;
}

class Console : public benchmark::ConsoleReporter {
public:
  /// \p lines gives what to print below a row.
  Console(const benchmark::ConsoleReporter &like,
          std::function<std::string(const Run &)> lines)
      : ConsoleReporter(like.*(&Console::output_options_)),
        lines(std::move(lines)) {
    SetOutputStream(&like.GetOutputStream());
    SetErrorStream(&like.GetErrorStream());
  }

protected:
  void PrintHeader(const Run &run) override {
    makeRoom(run);
    std::vector<std::string> bare = linesOf(header(withoutCounters(run)));
    std::vector<std::string> full = linesOf(header(stripped(run)));
    std::string title;
    if (bare.size() == 3 && full.size() == 3) {
      title = bare[1] + columns(AllocsName, BytesName) +
              full[1].substr(std::min(bare[1].size(), full[1].size()));
      std::string rule(title.size(), '-');
      GetOutputStream() << rule << '\n' << title << '\n' << rule << '\n';
    } else {
      ConsoleReporter::PrintHeader(run);
    }
  }

  void PrintRunData(const Run &run) override {
    if (makeRoom(run))
      PrintHeader(run); // of the wider columns
    std::string full = row(stripped(run));
    if (isMeasured(run)) {
      std::string bare = row(withoutCounters(run));
      full.insert(full.compare(0, bare.size(), bare) == 0 ? bare.size()
                                                          : full.size(),
                  columns(shown(run, AllocsName), shown(run, BytesName)));
    }
    GetOutputStream() << full << '\n' << lines(run) << std::flush;
  }

private:
  /// True if the columns were too narrow for the row.
  bool makeRoom(const Run &run) {
    size_t allocs = std::max(allocsWidth, shown(run, AllocsName).size());
    size_t bytes = std::max(bytesWidth, shown(run, BytesName).size());
    bool grows = allocs > allocsWidth || bytes > bytesWidth;
    allocsWidth = allocs;
    bytesWidth = bytes;
    return grows;
  }
  std::string columns(const std::string &allocs,
                      const std::string &bytes) const {
    auto right = [](const std::string &text, size_t width) {
      return std::string(1 + width - text.size(), ' ') + text;
    };
    return right(allocs, allocsWidth) + right(bytes, bytesWidth);
  }
  static Run withoutCounters(Run run) {
    run.counters.clear();
    run.report_label.clear();
    return run;
  }
  std::string header(const Run &run) {
    return capture(*this, [&] { ConsoleReporter::PrintHeader(run); });
  }
  std::string row(const Run &run) {
    std::string text =
        capture(*this, [&] { ConsoleReporter::PrintRunData(run); });
    while (!text.empty() && text.back() == '\n')
      text.pop_back();
    return text;
  }

  std::function<std::string(const Run &)> lines;
  size_t allocsWidth = allocsites::perOperationWidth;
  size_t bytesWidth = allocsites::perOperationWidth;
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
class Csv : public benchmark::BenchmarkReporter {
public:
  bool ReportContext(const Context &context) override {
    inner.SetErrorStream(&GetErrorStream());
    return inner.ReportContext(context);
  }
  void ReportRuns(const std::vector<Run> &runs) override {
    std::vector<Run> rest;
    for (const Run &run : runs)
      rest.push_back(stripped(run));
    std::vector<std::string> lines =
        linesOf(capture(inner, [&] { inner.ReportRuns(rest); }));
    size_t next = 0;
    if (lines.size() > runs.size())
      GetOutputStream() << lines[next++] << ",\"" << AllocsName << "\",\""
                        << BytesName << "\"\n";
    for (const Run &run : runs)
      if (next < lines.size())
        GetOutputStream() << lines[next++] << ',' << cell(run, AllocsName)
                          << ',' << cell(run, BytesName) << '\n';
    GetOutputStream() << std::flush;
  }

private:
  benchmark::CSVReporter inner;
};
#pragma GCC diagnostic pop

} // namespace allocsites_benchmark

#endif
