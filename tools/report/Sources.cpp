// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "report/Sources.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace allocsites::report {

namespace {

/// What is known of a file before its text is read.
struct Wanted {
  uint64_t weight = 0;
  std::vector<uint32_t> lines;
};

std::map<uint32_t, Wanted> wantedFiles(const ReportData &data) {
  std::map<uint32_t, Wanted> files;
  for (size_t i = 1; i < data.rows.size(); ++i) {
    const Row &row = data.rows[i];
    const Function &function = data.functions[row.function];
    if (function.file == 0)
      continue;
    Wanted &file = files[function.file];
    if (row.line != 0)
      file.lines.push_back(row.line);
    // A function is shown from its start.
    if (function.line != 0)
      file.lines.push_back(function.line);
  }
  for (size_t i = 0; i < data.samples.size(); ++i) {
    const Row &row = data.rows[data.nodes[data.samples[i].node].row];
    uint32_t file = data.functions[row.function].file;
    if (file != 0)
      files[file].weight += data.sides[0].samples[i][Lens::AllocSpace];
  }
  for (const CoverageLine &line : data.coverage.lines)
    files[line.file].lines.push_back(line.line);
  for (const CoverageFile &file : data.coverage.files)
    files[file.file];
  for (auto &[file, wanted] : files) {
    std::sort(wanted.lines.begin(), wanted.lines.end());
    wanted.lines.erase(std::unique(wanted.lines.begin(), wanted.lines.end()),
                       wanted.lines.end());
  }
  return files;
}

uint64_t earliestStart(const ReportData &data) {
  uint64_t started = ~uint64_t(0);
  for (const Run &run : data.sides[0].runs)
    if (run.startTimeNs != 0)
      started = std::min(started, run.startTimeNs);
  return started;
}

void addChunk(ReportSource &source, const SourceFile &file, uint32_t first,
              uint32_t last) {
  SourceChunk chunk{first, {}};
  chunk.lines.assign(file.lines.begin() + (first - 1),
                     file.lines.begin() + last);
  source.chunks.push_back(std::move(chunk));
}

/// The surroundings of \p lines; what nearly touches becomes one.
void addSurroundings(ReportSource &source, const SourceFile &file,
                     const std::vector<uint32_t> &lines, uint32_t around) {
  uint32_t count = uint32_t(file.lines.size()), first = 0, last = 0;
  for (uint32_t line : lines) {
    if (line > count)
      break;
    uint32_t from = line > around ? line - around : 1;
    uint32_t to = std::min(count, line + around);
    if (first != 0 && from <= last + 1) {
      last = std::max(last, to);
      continue;
    }
    if (first != 0)
      addChunk(source, file, first, last);
    first = from;
    last = to;
  }
  if (first != 0)
    addChunk(source, file, first, last);
}

} // namespace

std::vector<ReportSource> collectSources(const ReportData &data,
                                         SourceCache &cache,
                                         const SourceLimits &limits) {
  std::map<uint32_t, Wanted> files = wantedFiles(data);
  std::vector<uint32_t> order;
  for (const auto &[file, wanted] : files)
    order.push_back(file);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return std::tuple(files[b].weight, a) < std::tuple(files[a].weight, b);
  });

  uint64_t started = earliestStart(data);
  size_t used = 0;
  std::vector<ReportSource> result;
  for (uint32_t id : order) {
    const std::vector<uint32_t> &lines = files[id].lines;
    const SourceFile &file = cache.get(data.strings[id]);
    uint32_t lastLine = lines.empty() ? 0 : lines.back();
    ReportSource source{
        id, stateOf(file, lastLine, started), uint32_t(file.lines.size()), {}};
    if (!file.lines.empty()) {
      if (file.text.size() <= limits.wholeFile &&
          used + file.text.size() <= limits.total)
        addChunk(source, file, 1, source.lineCount);
      else
        addSurroundings(source, file, lines, limits.linesAround);
      for (const SourceChunk &chunk : source.chunks)
        for (std::string_view line : chunk.lines)
          used += line.size() + 1;
    }
    result.push_back(std::move(source));
  }
  return result;
}

} // namespace allocsites::report
