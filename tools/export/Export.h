// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Profiles in the formats of other tools. One file an exporter; the table in
// Export.cpp names them all.
#ifndef ALLOCSITES_EXPORT_EXPORT_H
#define ALLOCSITES_EXPORT_EXPORT_H

#include "model/LineSites.h"
#include "render/Style.h"
#include "support/Result.h"
#include "support/SourceCache.h"

#include <optional>
#include <span>

namespace allocsites {

/// Lines that could have allocated and did not.
struct UnreachedLines {
  ReportContext &context; ///< of the functions
  std::vector<UnreachedLine> lines;
};

struct ExportRequest {
  ReportContext &context;
  const View &view; ///< exported: the contexts that it keeps, as it shows them
  SourceCache &sources;
  /// What is below that part of a total is left out, where a format leaves
  /// anything out; none: the format's own.
  std::optional<double> nodeFraction{};
  /// Null: not known.
  const UnreachedLines *unreached = nullptr;
};
using Exporter = void (*)(Buffer &out, const ExportRequest &request);

void exportPprof(Buffer &out, const ExportRequest &request);
void exportFolded(Buffer &out, const ExportRequest &request);
void exportSpeedscope(Buffer &out, const ExportRequest &request);
void exportDhat(Buffer &out, const ExportRequest &request);
void exportCallgrind(Buffer &out, const ExportRequest &request);
void exportLcov(Buffer &out, const ExportRequest &request);
void exportJson(Buffer &out, const ExportRequest &request);
void exportCsv(Buffer &out, const ExportRequest &request);

struct ExportFormat {
  const char *name;
  const char *suffix; ///< of a file's name that means this format
  const char *summary;
  Exporter write;
  bool binary;
  bool coverage = false; ///< takes ExportRequest::unreached
};

std::span<const ExportFormat> exportFormats();

/// By name; or, if \p name is empty, by the suffix of \p file.
Result<const ExportFormat *> findExportFormat(const std::string &name,
                                              const std::string &file);

} // namespace allocsites

#endif
