// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "export/Export.h"

#include "export/Sarif.h"

namespace allocsites {

namespace {

constexpr ExportFormat Formats[] = {
    {"pprof", ".pb.gz", "profile.proto, gzipped: go tool pprof, Pyroscope",
     exportPprof, true},
    {"speedscope", ".speedscope.json", "https://www.speedscope.app",
     exportSpeedscope, false},
    {"folded", ".folded", "a line a stack, by the lens in use: flamegraph.pl",
     exportFolded, false},
    {"dhat", ".dhat.json", "valgrind's dh_view", exportDhat, false},
    {"callgrind", ".callgrind", "KCachegrind, callgrind_annotate",
     exportCallgrind, false},
    {"lcov", ".info", "allocations as line counts: genhtml, editors",
     exportLcov, false, true},
    {"sarif", ".sarif", "advice, for editors and code scanning", exportSarif,
     false},
    {"csv", ".csv", "a row a line and kind: spreadsheets", exportCsv, false},
    {"json", ".json", "all contexts with their frames", exportJson, false},
};

} // namespace

std::span<const ExportFormat> exportFormats() { return Formats; }

Result<const ExportFormat *> findExportFormat(const std::string &name,
                                              const std::string &file) {
  std::string known;
  for (const ExportFormat &format : Formats) {
    if (name.empty() ? file.ends_with(format.suffix) : name == format.name)
      return &format;
    known += (known.empty() ? "" : ", ") + std::string(format.name);
  }
  if (!name.empty())
    return Error{
        fmt::format("--format={}: unknown; give one of {}", name, known)};
  if (file.empty())
    return Error{"export: give --format=FORMAT, one of " + known};
  return Error{fmt::format("{}: the name does not tell the format; give "
                           "--format=FORMAT, one of {}",
                           file, known)};
}

} // namespace allocsites
