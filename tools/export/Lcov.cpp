// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// lcov's tracefile: a line's count is its flat value in the lens in use. Lines
// without allocations are not listed: the profile does not say which lines
// have code. Sources are named where they are found now, for genhtml reads
// them.
#include "export/Export.h"
#include "model/Rows.h"

#include <map>

namespace allocsites {

namespace {
struct FileCounts {
  std::map<uint32_t, uint64_t> lines;
  /// By starting line and name.
  std::map<std::pair<uint32_t, std::string>, uint64_t> functions;
};
} // namespace

void exportLcov(Buffer &out, const ExportRequest &request) {
  const auto &[context, view, sources, nodeFraction] = request;
  const Model &model = view.model();
  std::map<std::string_view, FileCounts> files;
  for (const Row &row : computeRows(view, Granularity::Lines))
    if (row.file != None && row.line != 0)
      files[model.string(row.file)].lines[row.line] += row.flat[context.lens];
  for (const Row &row : computeRows(view, Granularity::Functions))
    if (row.file != None && row.line != 0) {
      std::string name = printable(context.names.of(row.function));
      files[model.string(row.file)].functions[{row.line, name}] +=
          row.flat[context.lens];
    }
  for (const auto &[path, file] : files) {
    const SourceFile &source = sources.get(std::string(path));
    print(out, "TN:\nSF:{}\n",
          printable(source.found() ? source.foundAt : path));
    size_t hit = 0;
    for (const auto &[place, count] : file.functions) {
      print(out, "FN:{},{}\n", place.first, place.second);
      hit += count != 0;
    }
    for (const auto &[place, count] : file.functions)
      print(out, "FNDA:{},{}\n", count, place.second);
    print(out, "FNF:{}\nFNH:{}\n", file.functions.size(), hit);
    hit = 0;
    for (const auto &[line, count] : file.lines) {
      print(out, "DA:{},{}\n", line, count);
      hit += count != 0;
    }
    print(out, "LF:{}\nLH:{}\nend_of_record\n", file.lines.size(), hit);
  }
}

} // namespace allocsites
