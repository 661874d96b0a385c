// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The framework's own console and CSV reporters with two columns more. They
// would round (console: 9.98496k; CSV: six digits); so they do not get the
// numbers, which are written here with all their digits. JSON has them anyway.
#ifndef ALLOCSITES_ADAPTERS_BENCHMARK_REPORTERS_H
#define ALLOCSITES_ADAPTERS_BENCHMARK_REPORTERS_H

#include "Loop.h"

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

namespace allocsites_benchmark {

typedef benchmark::BenchmarkReporter::Run Run;

/// The shortest decimal that reads as this number again.
inline std::string exactly(double value) {
  char text[40];
  for (int digits = 1; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    if (std::strtod(text, nullptr) == value)
      break;
  }
  // 2e+03 reads badly.
  if (value >= 10 && value < 1e15 &&
      std::string(text).find('e') != std::string::npos)
    std::snprintf(text, sizeof text, "%.0f", value);
  return text;
}

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
  return found == run.counters.end() ? "" : exactly(found->second.value);
}

/// The same for people, who get variation in percent.
inline std::string shown(const Run &run, const char *name) {
  benchmark::UserCounters::const_iterator found = run.counters.find(name);
  if (found == run.counters.end() ||
      run.aggregate_unit != benchmark::StatisticUnit::kPercentage)
    return cell(run, name);
  return exactly(found->second.value * 100) + " %";
}

inline std::string padded(const std::string &text) {
  const size_t width = 12;
  return " " + std::string(text.size() < width ? width - text.size() : 0, ' ') +
         text;
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
    std::vector<std::string> bare = linesOf(header(withoutCounters(run)));
    std::vector<std::string> full = linesOf(header(stripped(run)));
    std::string title;
    if (bare.size() == 3 && full.size() == 3) {
      title = bare[1] + padded(AllocsName) + padded(BytesName) +
              full[1].substr(std::min(bare[1].size(), full[1].size()));
      std::string rule(title.size(), '-');
      GetOutputStream() << rule << '\n' << title << '\n' << rule << '\n';
    } else {
      ConsoleReporter::PrintHeader(run);
    }
  }

  void PrintRunData(const Run &run) override {
    std::string full = row(stripped(run));
    if (isMeasured(run)) {
      std::string bare = row(withoutCounters(run));
      std::string columns =
          padded(shown(run, AllocsName)) + padded(shown(run, BytesName));
      full.insert(full.compare(0, bare.size(), bare) == 0 ? bare.size()
                                                          : full.size(),
                  columns);
    }
    GetOutputStream() << full << '\n' << lines(run) << std::flush;
  }

private:
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
